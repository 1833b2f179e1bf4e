import assert from "node:assert/strict";
import { test } from "node:test";

import { fill, listSeats, newsOfDrops } from "../../static/js/ujian/kursi.js";
import { canGo, flatten, isBlank, listNumbers, paragraphs, startAt, stateOf, tally } from "../../static/js/ujian/naskah.js";
import { judgeAll, judgeBattery, judgeBrowser, judgeClock, judgeConnection, lacking } from "../../static/js/ujian/periksa.js";
import * as pesan from "../../static/js/ujian/pesan.js";
import { isReply } from "../../static/js/ujian/antrean.js";
import { post, Unreachable } from "../../static/js/ujian/server.js";
import { typeOf } from "../../static/js/ujian/tipe/indeks.js";
import { toggle } from "../../static/js/ujian/tipe/pilihan_ganda_kompleks.js";

const WIB = { menit: 420, nama: "WIB" };
const AT = Date.UTC(2026, 11, 1, 1, 41, 0);
const ITEMS = flatten([
  { nama: "Teknis", petunjuk: "Pilih satu.", butir: [{ versi: 7, nomor: 1 }, { versi: 8, nomor: 2 }] },
  { nama: "Sosial", petunjuk: "", butir: [{ versi: 9, nomor: 3 }] },
]);

test("sections become one run of items, the first of each carries its instruction", () => {
  assert.deepEqual(ITEMS.map((i) => [i.versi, i.bagian, i.isFirst]), [[7, "Teknis", true], [8, "Teknis", false], [9, "Sosial", true]]);
});

test("the map shows where an answer is, a cleared one is none", () => {
  assert.deepEqual(stateOf(undefined), { keadaan: "belum", ragu: false });
  assert.deepEqual(stateOf({ nilai: [], ragu: true, keadaan: "server" }), { keadaan: "belum", ragu: true });
  assert.deepEqual(stateOf({ nilai: "A", ragu: false, keadaan: "perangkat" }), { keadaan: "perangkat", ragu: false });
  assert.deepEqual([null, undefined, "", []].map(isBlank), [true, true, true, true]);
});

test("the tally counts what is answered, where it is, and what is blank", () => {
  const answers = new Map([[7, { nilai: "A", keadaan: "server", ragu: true }], [9, { nilai: null, keadaan: "perangkat", ragu: false }]]);
  assert.deepEqual(tally(ITEMS, answers), { dijawab: 1, server: 1, perangkat: 1, ragu: 1, kosong: [2, 3] });
});

test("an answer of an earlier section that is still on the device is counted as unsent", () => {
  const answers = new Map([[3, { nilai: "A", keadaan: "perangkat" }], [7, { nilai: "B", keadaan: "server" }]]);
  assert.deepEqual(tally(ITEMS, answers), { dijawab: 1, server: 1, perangkat: 1, ragu: 0, kosong: [2, 3] });
});

test("where there is no way back, only the next question may be gone to, and a new device opens at the last one answered", () => {
  const to = (navigasi) => [0, 1, 2, 3].map((n) => canGo(navigasi, 1, n, 3));
  assert.deepEqual([to("bebas"), to("berurutan")], [[true, true, true, false], [false, false, true, false]]);
  const answers = new Map([[8, { nilai: "A" }]]);
  assert.equal(startAt(ITEMS, answers, { navigasi: "berurutan" }), 1);
  assert.equal(startAt(ITEMS, answers, { navigasi: "berurutan", index: 2 }), 2);
  assert.equal(startAt(ITEMS, answers, {}), 0);
  assert.equal(startAt(ITEMS, answers, { index: 99 }), 2);
});

test("numbers are listed as one says them", () => {
  assert.deepEqual([[], [9], [9, 27], [3, 4, 5], [1, 2, 3, 4, 5]].map((n) => listNumbers(n, 4)), ["", "9", "9 dan 27", "3, 4, dan 5", "1, 2, 3, dan 2 lainnya"]);
});

test("an empty line parts paragraphs", () => {
  assert.deepEqual(paragraphs("Satu\nmasih satu\n\n  \nDua\n"), ["Satu\nmasih satu", "Dua"]);
});

test("the save line says where the answers are before anything else", () => {
  assert.equal(pesan.saveLine({ server: 33, perangkat: 3, zona: WIB }).judul, "3 jawaban di perangkat ini");
  assert.equal(pesan.saveLine({ server: 33, perangkat: 3, zona: WIB, memori: true }).judul, "3 jawaban belum terkirim");
  assert.deepEqual(pesan.saveLine({ server: 36, perangkat: 0, last: AT, zona: WIB }), { keadaan: "server", judul: "Tersimpan di server", isi: "36 jawaban, terakhir 08.41.00" });
  assert.equal(pesan.saveLine({ server: 0, perangkat: 0, zona: WIB }).keadaan, "kosong");
});

test("a lost line, a portal, and added time are told with what is safe and what to do", () => {
  assert.match(pesan.offline({ sejak: AT, zona: WIB, perangkat: 3 }).judul, /^Sambungan terputus sejak 08\.41$/);
  assert.match(pesan.offline({ sejak: AT, zona: WIB, perangkat: 3 }).isi, /3 jawaban aman di perangkat ini/);
  assert.equal(pesan.offline({ sejak: AT, zona: WIB, perangkat: 0, portal: true }).judul, "Jaringan meminta masuk lebih dulu");
  assert.equal(pesan.timeAdded({ detik: 420, alasan: "Listrik padam.", deadline: AT, zona: WIB }).isi, "Listrik padam. Ujian kini berakhir pukul 08.41 WIB.");
});

test("handing in names what is blank", () => {
  const question = pesan.submitQuestion({ dijawab: 58, total: 60, kosong: [9, 27], ragu: 2, perangkat: 0 });
  assert.equal(question.kosong, "Belum dijawab: nomor 9 dan 27.");
  assert.equal(question.isi, "58 dari 60 soal dijawab. 2 soal bertanda ragu-ragu. Sesudah dikumpulkan, jawaban tidak dapat diubah.");
});

test("letter keys choose in the order that is shown", () => {
  const item = { tipe: "pilihan_ganda", opsi: [{ kode: "C" }, { kode: "A" }] };
  assert.deepEqual([0, 1, 2].map((n) => typeOf(item).press(item, null, n)), ["C", "A", undefined]);
  assert.equal(typeOf({ tipe: "numerik" }).press({ opsi: [] }, null, 0), undefined);
});

test("several choices are a sorted list, none is null", () => {
  assert.deepEqual([toggle(null, "C"), toggle(["C"], "A"), toggle(["A", "C"], "A"), toggle(["C"], "C")], [["C"], ["A", "C"], ["C"], null]);
});

test("a device is judged in words and only what really stands against a start fails", () => {
  assert.deepEqual([judgeConnection(48).hasil, judgeConnection(5000).hasil, judgeConnection(null).hasil], ["baik", "perlu", "gagal"]);
  assert.equal(judgeClock(-240000).isi, "terlambat 4 menit. Tidak apa-apa: ujian memakai jam server.");
  assert.equal(judgeBrowser("Chrome/131.0", { isSecure: true, width: 1366, height: 768 }).isi, "Chrome 131, 1366 × 768");
  const facts = { isSecure: true, width: 1, height: 1 };
  const agents = ["Chrome/108.0", "Chrome/109.0", "Chrome/120.0 Edg/108.0", "Firefox/114.0", "Firefox/115.0", "Safari/17.0"];
  assert.deepEqual(agents.map((a) => judgeBrowser(a, facts).hasil), ["gagal", "baik", "gagal", "gagal", "baik", "baik"]);
  assert.equal(judgeBrowser("Safari/17.0", { ...facts, lacks: ["dialog"] }).hasil, "gagal");
  assert.deepEqual(lacking({ indexedDB: {}, crypto: {}, HTMLDialogElement: {}, fetch: {} }), ["crypto"]);
  assert.equal(judgeBrowser("Chrome/131.0", { isSecure: false, width: 1, height: 1 }).hasil, "gagal");
  assert.deepEqual([judgeBattery({ level: 0.34, charging: false }).hasil, judgeBattery({ level: 0.34, charging: true }).hasil], ["perlu", "baik"]);
});

test("nothing starts before every needed line of the check was looked at, and none stands against it", () => {
  const lines = (more) => new Map(Object.entries({ peramban: "baik", gudang: "baik", sambungan: "perlu", simpan: "baik", jam: "catat", baterai: "gagal", ...more }));
  assert.equal(judgeAll(new Map()), "belum");
  assert.equal(judgeAll(lines({ simpan: undefined })), "belum");
  assert.equal(judgeAll(lines({ gudang: "gagal" })), "gagal");
  assert.equal(judgeAll(lines({})), "baik");
});

test("the console speaks drops and returns, never saves", () => {
  const before = new Map([["1", "sedang"], ["2", "putus"], ["3", "hadir"]]);
  const after = new Map([["1", "putus"], ["2", "sedang"], ["3", "mulai"]]);
  assert.equal(newsOfDrops(before, after, (id) => `k${id}`), "1 kursi putus: k1. 1 kursi kembali: k2.");
  assert.equal(newsOfDrops(after, after, String), "");
  assert.equal(listSeats(["1 A", "2 B", "3 C"], 2), "1 A, dan 2 lainnya");
  assert.equal(fill("Akhiri ujian {siapa}", "2 peserta"), "Akhiri ujian 2 peserta");
});

const reply = (status, type, body) => ({ status, headers: new Headers({ "Content-Type": type }), json: async () => JSON.parse(body) });

test("a portal's HTML with status 200 is no answer", async () => {
  const fetcher = async () => reply(200, "text/html", "<p>Login</p>");
  await assert.rejects(post("/x", {}, { fetcher }), (error) => error instanceof Unreachable && error.isPortal);
});

test("a silent server is given up after a while", async () => {
  const fetcher = (_, { signal }) => new Promise((_go, fail) => { signal.addEventListener("abort", () => fail(new Error("aborted"))); });
  await assert.rejects(post("/x", {}, { fetcher, timeout: 20 }), Unreachable);
});

test("our own JSON comes back whatever its status, and no cookie travels", async () => {
  let options;
  const fetcher = async (_, given) => { options = given; return reply(410, "application/json", '{"pengerjaan": "u", "acked": [], "quarantined": []}'); };
  const answer = await post("/x", { a: 1 }, { fetcher });
  assert.equal(answer.status, 410);
  assert.equal(isReply(answer.body, "u"), true);
  assert.equal(options.credentials, "omit");
});
