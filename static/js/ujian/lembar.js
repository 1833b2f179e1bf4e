// The answer sheet of a running sitting: what is on it, and its way to the device and on to the server.
import { asSent } from "./antrean.js";
import { flatten, tally } from "./naskah.js";
import * as pesan from "./pesan.js";
import { typeOf } from "./tipe/indeks.js";

/** What the sitting around it (ujian.js) brings: sender, pintu, showDown(count). */
export class Lembar {
  constructor({ gudang, layar, head, naskah, answers }) {
    Object.assign(this, { gudang, layar, head, naskah, answers });
    this.items = flatten(naskah.bagian);
    this.index = Math.min(head.index || 0, this.items.length - 1);
    this.since = head.since || 0;
    this.lastSaved = head.lastSaved || null;
    this.typing = new Map();
    this.apart = 0;
    this.downSince = null;
    this.isOver = false;
    this.isStopped = false;
    this.isSubmitting = false;
  }

  go(n) {
    if (n < 0 || n >= this.items.length) return;
    this.settleTyping();
    this.index = n;
    this.show({});
    this.gudang.update(this.head.id, { index: n });
  }

  show({ isFocused = true }) {
    const item = this.items[this.index];
    this.layar.item(this.index, this.answers.get(item.versi), (nilai) => this.changed(item, nilai), { isFocused, isLocked: this.isLocked });
  }

  get isLocked() {
    return this.isOver || this.isStopped;
  }

  changed(item, nilai) {
    const { wait } = typeOf(item);
    if (!wait) return this.keep(item.versi, { nilai });
    clearTimeout(this.typing.get(item.versi)?.timer);
    const settle = () => {
      this.typing.delete(item.versi);
      this.keep(item.versi, { nilai });
    };
    this.typing.set(item.versi, { timer: setTimeout(settle, wait), settle });
    return undefined;
  }

  settleTyping() {
    for (const { timer, settle } of [...this.typing.values()]) {
      clearTimeout(timer);
      settle();
    }
  }

  doubt(ragu) {
    const item = this.items[this.index];
    if (this.isLocked) return;
    this.keep(item.versi, { ragu });
  }

  press(n) {
    const item = this.items[this.index];
    if (this.isLocked) return;
    const nilai = typeOf(item).press(item, this.answers.get(item.versi)?.nilai ?? null, n);
    if (nilai === undefined) return;
    this.keep(item.versi, { nilai });
    this.show({ isFocused: false });
  }

  /** Write one change to the device, show it as pencil, and let the sender bring it to the server. */
  keep(versi, change) {
    if (this.isLocked) return undefined;
    const before = this.answers.get(versi) || { versi, nilai: null, ragu: false };
    const answer = { ...before, ...change, versi, keadaan: "perangkat", epoch: null, seq: null };
    this.answers.set(versi, answer);
    this.layar.mark(versi, answer);
    this.summarise();
    return this.write(answer);
  }

  async write(answer) {
    const { versi, nilai, ragu } = answer;
    try {
      const entry = await this.gudang.record(this.head.id, { versi, nilai, ragu });
      if (this.answers.get(versi) === answer) Object.assign(answer, { epoch: entry.epoch, seq: entry.seq });
    } catch {
      this.layar.banner({ keluarga: "bata", ikon: "peringatan", judul: "Jawaban terakhir belum tersimpan", isi: "Penyimpanan perangkat ini penuh atau ditutup. Angkat tangan sebelum melanjutkan." });
      return;
    }
    this.sender.wake();
  }

  /** What a reply means: only entries that it names leave the queue and turn to ink. */
  async settle({ stored, apart, renumber, drop }) {
    if (renumber.length) await this.gudang.renumber(this.head.id, renumber);
    await this.gudang.remove(this.head.id, [...stored, ...apart, ...drop]);
    for (const entry of stored) this.inked(entry);
    if (drop.length) this.layar.banner(pesan.notStorable(drop.length));
    this.apart += apart.length;
    this.summarise();
  }

  isNewest({ versi, epoch, seq }) {
    const answer = this.answers.get(versi);
    return answer && answer.epoch === epoch && answer.seq === seq;
  }

  inked(entry) {
    if (!this.isNewest(entry)) return;
    const answer = this.answers.get(entry.versi);
    answer.keadaan = "server";
    this.layar.mark(entry.versi, answer);
  }

  summarise() {
    const count = tally(this.items, this.answers);
    this.unsent = count.perangkat;
    this.layar.count(count, this.items.length);
    this.layar.saveLine(pesan.saveLine({ ...count, last: this.lastSaved, zona: this.naskah.zona, memori: this.gudang.isMemory }));
    if (this.downSince !== null) this.showDown(count);
    return count;
  }

  /** The page is being put away: what is typed is kept, and a small batch goes along if the line allows. */
  async flush() {
    this.settleTyping();
    if (this.isStopped || this.isSubmitting) return;
    const batch = (await this.gudang.entries(this.head.id)).slice(-20);
    if (!batch.length) return;
    const body = { simpanan: batch.map(asSent), since: this.since };
    this.pintu.simpan(body, { keepalive: true }).catch(() => {});
  }
}
