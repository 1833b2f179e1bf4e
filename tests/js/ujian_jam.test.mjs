import assert from "node:assert/strict";
import { test } from "node:test";

import { clock, countdown, Jam, phase, roughly, spokenTime, timeInWords } from "../../static/js/ujian/jam.js";

const WIB = { menit: 420, nama: "WIB" };
const SERVER = Date.UTC(2026, 11, 1, 1, 0, 0);

test("the time left comes from the server and the monotonic clock alone", () => {
  const jam = new Jam();
  jam.deadline = SERVER + 60000;
  jam.sync(SERVER, 1000, 1200);
  assert.equal(jam.left(1100), 60000);
  assert.equal(jam.left(31100), 30000);
  assert.equal(jam.left(99999999), 0);
});

test("a throttled tab is right again on its next paint", () => {
  const jam = new Jam();
  jam.deadline = SERVER + 600000;
  jam.sync(SERVER, 0, 0);
  assert.equal(jam.left(599000), 1000);
});

test("after a reload without network the time that passed meanwhile counts, a clock set back gains nothing", () => {
  const jam = new Jam();
  jam.deadline = SERVER + 600000;
  jam.restore({ serverNow: SERVER, wall: 5000 }, 65000, 10);
  assert.equal(jam.left(10), 540000);
  jam.restore({ serverNow: SERVER, wall: 5000 }, -9e9, 10);
  assert.equal(jam.left(10), 600000);
});

test("a sleep is noticed once, a changed clock too, ordinary ticks are not", () => {
  const jam = new Jam();
  assert.equal(jam.slept(0, 0), false);
  assert.equal(jam.slept(500, 500), false);
  assert.equal(jam.slept(1000, 61000), true);
  assert.equal(jam.slept(1500, 61500), false);
  assert.equal(jam.slept(2000, 1000), true);
});

test("clocks read as people write them", () => {
  assert.deepEqual([countdown(3270000), countdown(59001), countdown(0)], ["00:54:30", "00:01:00", "00:00:00"]);
  assert.deepEqual([clock(SERVER, WIB), clock(SERVER + 8000, WIB, true)], ["08.00 WIB", "08.00.08 WIB"]);
  assert.deepEqual([timeInWords(3270000), timeInWords(60000), timeInWords(0)], ["54 menit 30 detik", "1 menit", "0 detik"]);
});

test("time is spoken at 30, 10, 5 and 1 minute and never between", () => {
  const said = [];
  let before = null;
  for (let left = 31 * 60000; left >= 0; left -= 500) {
    const text = spokenTime(before, left);
    if (text) said.push(text);
    before = left;
  }
  assert.deepEqual(said, [30, 10, 5, 1].map((m) => `Sisa waktu ${m} menit.`));
});

test("the clock turns in the last five minutes", () => {
  assert.deepEqual([phase(300001), phase(300000)], ["", "akhir"]);
});

test("while paused every clock stands where the pause stopped it", () => {
  const jam = new Jam();
  jam.sync(SERVER, 0, 0);
  jam.take({ deadline: SERVER + 600000, bagian_deadline: SERVER + 120000, dijeda: SERVER + 10000 });
  assert.deepEqual([jam.left(99000), jam.sectionLeft(99000)], [590000, 110000]);
  jam.take({ deadline: SERVER + 689000, bagian_deadline: SERVER + 209000, dijeda: null });
  assert.deepEqual([jam.left(99000), jam.sectionLeft(99000)], [590000, 110000]);
});

test("the participant's clock shows what ends first, and what a reply does not name stays", () => {
  const jam = new Jam();
  jam.sync(SERVER, 0, 0);
  jam.take({ deadline: SERVER + 600000 });
  assert.deepEqual([jam.nextLeft(0), jam.sectionLeft(0)], [600000, null]);
  jam.take({ bagian_deadline: SERVER + 120000 });
  jam.take({});
  assert.equal(jam.nextLeft(0), 120000);
  jam.take({ bagian_deadline: null });
  assert.equal(jam.nextLeft(0), 600000);
});

test("the time left of a section is told in minutes, in the last minute in seconds", () => {
  assert.deepEqual([720000, 719000, 61000, 60000, 500].map(roughly), ["12 menit", "12 menit", "2 menit", "60 detik", "1 detik"]);
});
