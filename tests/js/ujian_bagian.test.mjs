// From one section to the next, against a server that fails on the way: nothing unsent is lost, and the page opens one section only.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Perpindahan } from "../../static/js/ujian/bagian.js";
import { paperOf } from "../../static/js/ujian/buka.js";
import { GudangIngatan } from "../../static/js/ujian/gudang.js";
import * as pesan from "../../static/js/ujian/pesan.js";
import { Unreachable } from "../../static/js/ujian/server.js";

const ID = "u";
const SECOND = { ke: 1, nama: "Sosial", petunjuk: "Pilih satu.", durasi: 60, butir: [{ versi: 9, nomor: 3 }] };
const names = (body) => body.simpanan.map((e) => [e.versi, e.epoch, e.seq]);
const opened = (body) => ({
  status: 200, body: { pengerjaan: ID, code: "ok", acked: names(body), quarantined: [], refused: [], server_now: 1, bagian: [SECOND], bagian_ke: 1, bagian_deadline: 60001, gambar: {} },
});
const lost = () => { throw new Unreachable("lost"); };

async function setUp(script, { entries = 1, answer = true } = {}) {
  const gudang = new GudangIngatan();
  await gudang.begin({ id: ID, epoch: 1, seq: 0 }, {});
  for (let n = 1; n <= entries; n += 1) await gudang.record(ID, { versi: n, nilai: "A", ragu: false });
  const seen = { sent: [], turned: [], stops: [], downs: 0, waits: 0, timeUps: 0, banners: [] };
  const ujian = {
    gudang, seen, head: { id: ID }, since: 4, unsent: entries, isStopped: false, isOver: false, items: [{ versi: 1, nomor: 1 }], answers: new Map(),
    naskah: paperOf({ judul: "Uji", bagian: [{ ke: 0, nama: "Teknis", butir: [{ versi: 1, nomor: 1 }] }], bagian_ke: 0, bagian_jumlah: 2 }),
    papan: { set: (slot, kabar) => seen.banners.push(kabar.judul), clear: () => {} },
    layar: { closeAsk: () => {}, tanya: async (question) => { seen.question = question; return answer; } },
    pintu: { lanjut: async (body) => { seen.sent.push([body.dari, body.since, names(body)]); return script.shift()(body); } },
    settleTyping: async () => {}, relock: () => {}, rescueOffer: () => [],
    sender: { wake: async () => { await gudang.remove(ID, (await gudang.entries(ID)).slice(0, 50)); } },
    settle: async ({ stored, apart }) => gudang.remove(ID, [...stored, ...apart]),
    turn: async (naskah) => { seen.turned.push([naskah.ke, naskah.bagian[0].nama, naskah.jumlah]); ujian.naskah = naskah; },
    stopped: async (code) => { seen.stops.push(code); if (code === "lease_lost") ujian.isStopped = true; },
    heard: () => {}, down: () => { seen.downs += 1; }, timeUp: () => { seen.timeUps += 1; },
  };
  return { ujian, seen, gudang, pindah: new Perpindahan(ujian, { wait: async () => { seen.waits += 1; }, random: () => 0.5 }) };
}

test("what is unsent goes along with the change, and the next section opens", async () => {
  const { pindah, seen, gudang } = await setUp([opened], { entries: 2 });
  await pindah.move({ isTime: true });
  assert.deepEqual([seen.sent, seen.turned, await gudang.entries(ID)], [[[0, 4, [[1, 1, 1], [2, 1, 2]]]], [[1, "Sosial", 2]], []]);
  assert.equal(pindah.isMoving, false);
});

test("offline the section stays closed and asks again until it is heard; nothing leaves the queue before", async () => {
  const { pindah, seen, gudang } = await setUp([lost, lost, () => ({ status: 503, body: {} }), opened]);
  const moving = pindah.move({ isTime: true });
  assert.equal(pindah.isMoving, true);
  await moving;
  assert.deepEqual([seen.sent.length, seen.waits, seen.downs, seen.turned.length, (await gudang.entries(ID)).length], [4, 3, 2, 1, 0]);
  assert.equal(seen.banners[0], "Waktu bagian 1 habis");
});

test("more than one request can carry goes out before the change, none is left for after it", async () => {
  const { pindah, seen, gudang } = await setUp([opened], { entries: 130 });
  await pindah.move({ isTime: false });
  assert.deepEqual([seen.sent.map(([, , sent]) => sent.length), await gudang.entries(ID)], [[80], []]);
});

test("two calls make one change", async () => {
  const { pindah, seen } = await setUp([opened]);
  await Promise.all([pindah.move({ isTime: true }), pindah.move({ isTime: false })]);
  assert.equal(seen.sent.length, 1);
});

test("the last section has nothing after it: the server's word for it ends in handing in", async () => {
  const { pindah, seen } = await setUp([() => ({ status: 409, body: { pengerjaan: ID, code: "last_section" } })]);
  await pindah.move({ isTime: true });
  assert.deepEqual([seen.timeUps, seen.turned], [1, []]);
});

test("another device has taken over: the page stops trying", async () => {
  const { pindah, seen } = await setUp([() => ({ status: 409, body: { pengerjaan: ID, code: "lease_lost", acked: [], quarantined: [] } })]);
  await pindah.move({ isTime: true });
  assert.deepEqual([seen.stops, seen.turned], [["lease_lost"], []]);
});

test("before a section ends by hand the page says what is blank and that there is no way back", async () => {
  const { pindah, seen } = await setUp([opened], { answer: false });
  await pindah.ask();
  assert.equal(seen.sent.length, 0);
  assert.equal(seen.question.rinci, "1 soal belum dijawab: nomor 1.");
  assert.match(seen.question.isi, /tidak dapat kembali ke bagian 1/);
});

test("a section that got more time in the meantime opens again, one closed by hand does not", async () => {
  const { pindah } = await setUp([]);
  Object.assign(pindah, { isMoving: true, isTime: true });
  pindah.reopen();
  assert.equal(pindah.isMoving, false);
  Object.assign(pindah, { isMoving: true, isTime: false });
  pindah.reopen();
  assert.equal(pindah.isMoving, true);
});

test("only a paper that arrives section by section has a next section to open", async () => {
  const { ujian, pindah } = await setUp([]);
  assert.equal(pindah.hasNext, true);
  ujian.naskah = paperOf({ bagian: [SECOND], bagian_ke: 1, bagian_jumlah: 2 });
  assert.equal(pindah.hasNext, false);
  ujian.naskah = paperOf({ bagian: [SECOND, SECOND], bagian_ke: 0, bagian_jumlah: 2 });
  assert.equal(pindah.hasNext, false);
});

test("the section's line tells its place, its name and the time left", () => {
  assert.equal(`${pesan.sectionLine({ ke: 0, jumlah: 3, nama: "" })} · ${pesan.sectionLeft(720000, false)}`, "Bagian 1 dari 3 · sisa 12 menit");
  assert.deepEqual([pesan.sectionLeft(null, false), pesan.sectionLeft(1000, true)], ["", "waktu berhenti"]);
});
