// Keys, banners, calls, the rescue file: what a participant does besides answering.
import assert from "node:assert/strict";
import { test } from "node:test";
import { webcrypto } from "node:crypto";

import { contents, fileName, isOverdue, seal } from "../../static/js/ujian/berkas.js";
import { Panggilan } from "../../static/js/ujian/panggilan.js";
import { Berita, Papan } from "../../static/js/ujian/papan.js";
import * as pesan from "../../static/js/ujian/pesan.js";
import { Unreachable } from "../../static/js/ujian/server.js";
import { actOf } from "../../static/js/ujian/tombol.js";

const WIB = { menit: 420, nama: "WIB" };
const AT = Date.UTC(2026, 11, 1, 1, 41, 0);

test("keys mean one thing each, and nothing with a modifier", () => {
  const names = ["ArrowLeft", "P", "ArrowRight", "n", "R", "s", "T", "?", "A", "e", "Enter", "x"].map((key) => actOf({ key }));
  assert.deepEqual(names, [["step", -1], ["step", -1], ["step", 1], ["step", 1], ["doubt"], ["speak"], ["speak"], ["help"], ["press", 0], ["press", 4], null, null]);
  assert.equal(actOf({ key: "r", ctrlKey: true }), null);
});

const kabar = (judul) => ({ keluarga: "kunyit", ikon: "jam", judul, isi: "" });

test("the gravest state of the sitting is the one that shows, and it comes back when a graver one is over", () => {
  const shown = [];
  const papan = new Papan((k) => shown.push(k && k.judul));
  papan.set("putus", kabar("putus"));
  papan.set("jeda", kabar("jeda"));
  papan.set("putus", kabar("putus lagi"));
  papan.clear("jeda");
  papan.clear("putus");
  assert.deepEqual(shown, ["putus", "jeda", "putus lagi", null]);
});

test("the same words are not drawn again, so that focus stays on their button", () => {
  let drawn = 0;
  const papan = new Papan(() => { drawn += 1; });
  for (let i = 0; i < 5; i += 1) papan.set("putus", kabar("putus"), [{ teks: "Coba kirim", onclick: () => {} }]);
  assert.equal(drawn, 1);
  papan.set("putus", kabar("putus"), [{ teks: "Coba kirim" }, { teks: "Unduh" }]);
  assert.equal(drawn, 2);
});

test("news wait for each other until each was read", () => {
  const shown = [];
  const berita = new Berita((k, aksi) => shown.push([k && k.judul, aksi.map((a) => a.teks)]));
  berita.add(kabar("satu"));
  berita.add(kabar("dua"));
  berita.done();
  berita.done();
  assert.deepEqual(shown, [["satu", ["Mengerti"]], ["satu", ["Mengerti, 1 kabar lagi"]], ["dua", ["Mengerti"]], [null, []]]);
});

function caller(script) {
  const seen = { sent: [], again: null };
  const panggilan = new Panggilan({
    send: async (jenis, body) => {
      seen.sent.push([jenis, body]);
      const answer = script.shift();
      if (!answer) throw new Unreachable("lost");
      return answer;
    },
    now: () => AT,
    onChange: () => {},
    timer: { set: (again) => { seen.again = again; return 1; }, clear: () => {} },
  });
  return { panggilan, seen };
}
const OK = { status: 200, body: { code: "ok" } };

test("a call that the line swallowed is sent again, with its sentence, until it arrives", async () => {
  const { panggilan, seen } = caller([null, null, OK]);
  assert.equal(await panggilan.call("Layar padam"), "");
  assert.equal(pesan.callState(panggilan.stateOf("panggil"), WIB).tombol, "Menunggu sambungan");
  await seen.again();
  await seen.again();
  assert.deepEqual(seen.sent, Array(3).fill(["panggil", { kalimat: "Layar padam" }]));
  assert.equal(pesan.callState(panggilan.stateOf("panggil"), WIB).kalimat, "Proktor sudah dipanggil 08.41. Silakan terus mengerjakan.");
  await panggilan.again();
  assert.equal(seen.sent.length, 3);
});

test("a report names its question; what is wrong with it is said and not sent again", async () => {
  const { panggilan, seen } = caller([{ status: 422, body: { code: "x", message: "Tulis satu kalimat." } }, OK]);
  assert.equal(await panggilan.report(7, ""), "Tulis satu kalimat.");
  assert.equal(panggilan.stateOf(7), null);
  assert.equal(await panggilan.report(7, "Gambar tidak tampil"), "");
  assert.deepEqual(seen.sent[1], ["lapor", { versi: 7, kalimat: "Gambar tidak tampil" }]);
  assert.equal(pesan.reportState(panggilan.stateOf(7), WIB), "Soal ini sudah Anda laporkan 08.41.");
  assert.equal(pesan.reportState(panggilan.stateOf(8), WIB), "");
});

test("after the proctor's answer the button calls anew", async () => {
  const { panggilan } = caller([OK]);
  await panggilan.call("");
  panggilan.answered();
  assert.deepEqual(pesan.callState(panggilan.stateOf("panggil"), WIB), { tombol: "Panggil proktor", kalimat: "Proktor menjawab 08.41.", isWaiting: false });
});

test("the answer to a report leaves the call open, and the call's leaves the report", async () => {
  const { panggilan } = caller([OK, OK]);
  await panggilan.call("");
  await panggilan.report(7, "Gambar tidak tampil");
  panggilan.answered(7);
  assert.equal(pesan.reportState(panggilan.stateOf(7), WIB), "Proktor menjawab 08.41.");
  assert.equal(pesan.callState(panggilan.stateOf("panggil"), WIB).isWaiting, true);
});

test("a page that loads anew shows what was asked and answered, and keeps it for a load without network", () => {
  const minute = 60000;
  const asked = [
    { versi: 7, at: AT, dijawab: null, tanggapan: "" },
    { versi: 8, at: AT, dijawab: AT + minute, tanggapan: "Kerjakan apa adanya" },
    { versi: null, at: AT, dijawab: null, tanggapan: "" },
  ];
  const first = caller([]).panggilan;
  first.restore(asked);
  const { panggilan } = caller([]);
  panggilan.restore(first.known());
  assert.equal(pesan.callState(panggilan.stateOf("panggil"), WIB).tombol, "Dipanggil 08.41");
  assert.equal(pesan.reportState(panggilan.stateOf(7), WIB), "Soal ini sudah Anda laporkan 08.41.");
  assert.equal(pesan.reportState(panggilan.stateOf(8), WIB), "Proktor menjawab 08.42: Kerjakan apa adanya");
});

const KUNCI = Buffer.alloc(32, 7).toString("base64");
const ID = "5b1f6a52-7a8e-4f0e-9a44-0d6f3f0c1a11";
const QUEUE = [{ ujian: ID, versi: 8, epoch: 1, seq: 3, nilai: "B", ragu: true }, { ujian: ID, versi: 8, epoch: 1, seq: 2, nilai: "A", ragu: false }];

async function unseal(text, id = ID) {
  const file = JSON.parse(text);
  const key = await webcrypto.subtle.importKey("raw", Buffer.from(KUNCI, "base64"), "AES-GCM", false, ["decrypt"]);
  const told = { name: "AES-GCM", iv: Buffer.from(file.iv, "base64"), additionalData: new TextEncoder().encode(id) };
  const plain = await webcrypto.subtle.decrypt(told, key, Buffer.from(file.isi, "base64"));
  return { file, isi: JSON.parse(new TextDecoder().decode(plain)) };
}

test("the rescue file holds what is unsent and what the server has, and opens with the sitting's key alone", async () => {
  const answers = new Map([[7, { versi: 7, nilai: "C", ragu: false, epoch: 1, seq: 1, keadaan: "server" }], [8, { ...QUEUE[0], keadaan: "perangkat" }]]);
  const simpanan = contents(QUEUE, answers);
  const { file, isi } = await unseal(await seal({ kunci: KUNCI, pengerjaan: ID, simpanan, dibuat: AT }));
  assert.deepEqual([file.format, file.pengerjaan, file.dibuat], ["asesmen-asn-jawaban-1", ID, AT]);
  assert.deepEqual(isi, { simpanan: [
    { versi: 7, epoch: 1, seq: 1, nilai: "C", ragu: false }, { versi: 8, epoch: 1, seq: 2, nilai: "A", ragu: false }, { versi: 8, epoch: 1, seq: 3, nilai: "B", ragu: true },
  ] });
});

test("the file is bound to its sitting, says nothing in the clear, and no two are alike", async () => {
  const made = () => seal({ kunci: KUNCI, pengerjaan: ID, simpanan: [{ versi: 8, nilai: "rahasia" }], dibuat: AT });
  const [one, two] = [await made(), await made()];
  assert.equal(one.includes("rahasia"), false);
  assert.notEqual(JSON.parse(one).iv, JSON.parse(two).iv);
  await assert.rejects(unseal(one, "5b1f6a52-7a8e-4f0e-9a44-0d6f3f0c1a12"));
});

test("the file is named by seat and clock, and offered when answers wait for two minutes", () => {
  assert.deepEqual([fileName("17", AT, WIB), fileName("Kursi 17", AT, WIB), fileName("", AT, WIB)], ["jawaban-17-0841.asn.json", "jawaban-17-0841.asn.json", "jawaban-kursi-0841.asn.json"]);
  assert.deepEqual([isOverdue(null, 1e9), isOverdue(1000, 120999), isOverdue(1000, 121000)], [false, false, true]);
});
