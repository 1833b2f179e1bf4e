"""The chain of the audit trail, made by the database while a transaction commits (docs/decisions, 11).

A new row orders a seal (round one of the deferred triggers); the seal gets its number and digest in round two, when no
other check of the transaction can wait any more. The chain's lock is so held only from there to the end of the commit.
"""

from django.db import migrations

# What a link covers, each part as text with its length before it. pegawai.rules.rantai says the same in Python.
KANONIK = """
CREATE FUNCTION jejak_kanonik(VARIADIC bagian text[]) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT convert_to(
        string_agg(CASE WHEN b IS NULL THEN '~,' ELSE octet_length(b) || ':' || b || ',' END, '' ORDER BY urutan), 'UTF8'
    )
    FROM unnest(bagian) WITH ORDINALITY AS isi (b, urutan)
$$
"""
PESAN = """
CREATE FUNCTION pesan_segel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO pegawai_segeljejak (jejak_id) VALUES (NEW.id);
    RETURN NULL;
END
$$
"""
SEGEL = """
CREATE FUNCTION segel_jejak() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kepala record;
    urut bigint;
    kini timestamptz := clock_timestamp();
BEGIN
    PERFORM pg_advisory_xact_lock(7300291);
    SELECT nomor, sidik INTO kepala FROM pegawai_segeljejak WHERE nomor IS NOT NULL ORDER BY nomor DESC LIMIT 1;
    urut := coalesce(kepala.nomor, 0) + 1;
    UPDATE pegawai_segeljejak s
    SET nomor = urut, pada = kini, sidik = sha256(coalesce(kepala.sidik, ''::bytea) || jejak_kanonik(
        urut::text, to_char(kini AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), j.id::text,
        to_char(j.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), j.akun_id::text, j.aktor, j.peran, j.alamat,
        j.permintaan, j.tindakan, j.objek, j.ringkas, j.alasan, j.sebelum::text, j.sesudah::text, j.data::text
    ))
    FROM pegawai_jejak j WHERE s.jejak_id = NEW.jejak_id AND j.id = NEW.jejak_id;
    RETURN NULL;
END
$$
"""
TETAP = """
CREATE FUNCTION tolak_ubah_segel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.nomor IS NULL AND OLD.jejak_id = NEW.jejak_id THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'baris % hanya boleh ditambah', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$
"""
TRIGGERS = [
    """CREATE CONSTRAINT TRIGGER pesan_segel AFTER INSERT ON pegawai_jejak
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION pesan_segel()""",
    """CREATE CONSTRAINT TRIGGER segel_jejak AFTER INSERT ON pegawai_segeljejak
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION segel_jejak()""",
    """CREATE TRIGGER hanya_tambah BEFORE UPDATE OR DELETE ON pegawai_segeljejak
    FOR EACH ROW EXECUTE FUNCTION tolak_ubah_segel()""",
    """CREATE TRIGGER tidak_dikosongkan BEFORE TRUNCATE ON pegawai_jejak
    FOR EACH STATEMENT EXECUTE FUNCTION tolak_perubahan()""",
    """CREATE TRIGGER tidak_dikosongkan BEFORE TRUNCATE ON pegawai_segeljejak
    FOR EACH STATEMENT EXECUTE FUNCTION tolak_perubahan()""",
]
# Rows from before the chain become its first links, in the order in which they were written.
LAMA = "INSERT INTO pegawai_segeljejak (jejak_id) SELECT id FROM pegawai_jejak ORDER BY at, id"
BACK = [
    "DROP TRIGGER pesan_segel ON pegawai_jejak",
    "DROP TRIGGER segel_jejak ON pegawai_segeljejak",
    "DROP TRIGGER hanya_tambah ON pegawai_segeljejak",
    "DROP TRIGGER tidak_dikosongkan ON pegawai_jejak",
    "DROP TRIGGER tidak_dikosongkan ON pegawai_segeljejak",
    "DROP FUNCTION pesan_segel()",
    "DROP FUNCTION segel_jejak()",
    "DROP FUNCTION tolak_ubah_segel()",
    "DROP FUNCTION jejak_kanonik(VARIADIC text[])",
]


class Migration(migrations.Migration):
    dependencies = [("pegawai", "0003_jejak_asal")]
    operations = [migrations.RunSQL([KANONIK, PESAN, SEGEL, TETAP, *TRIGGERS, LAMA], BACK)]
