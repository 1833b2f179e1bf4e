// What a proctor hears and reads about seats.
import assert from "node:assert/strict";
import { test } from "node:test";

import { fill, leftText, listSeats, matches, newsOfCalls, newsOfDrops } from "../../static/js/ujian/kursi.js";

const number = (id) => id.replace("p", "");

test("drops and returns are news, saves and finishes are not", () => {
  const before = new Map([["p1", "sedang"], ["p2", "putus"], ["p3", "mulai"], ["p4", "sedang"]]);
  const after = new Map([["p1", "putus"], ["p2", "sedang"], ["p3", "sedang"], ["p4", "selesai"], ["p5", "putus"]]);
  assert.equal(newsOfDrops(before, after, number), "1 kursi putus: 1. 1 kursi kembali: 2.");
  assert.equal(newsOfDrops(after, after, number), "");
});

test("a whole room that drops is counted, not read out", () => {
  const seats = Array.from({ length: 40 }, (_, n) => `p${n + 1}`);
  const all = (state) => new Map(seats.map((id) => [id, state]));
  assert.equal(newsOfDrops(all("sedang"), all("putus"), number), "40 kursi putus: 1, 2, 3, 4, 5, 6, 7, dan 33 lainnya.");
});

test("only a new call is spoken", () => {
  const first = ["p7", "Kursi 9 Elfi memanggil proktor"];
  assert.equal(newsOfCalls([], [first]), "Kursi 9 Elfi memanggil proktor.");
  assert.equal(newsOfCalls([first], [first]), "");
  assert.equal(newsOfCalls([first], []), "");
});

test("a number finds its seat alone, letters find a name", () => {
  assert.equal(matches("9 elfi yusra 26001-0019", "9"), true);
  assert.equal(matches("19 elfi yusra 26001-0019", "9"), false);
  assert.equal(matches("9 elfi yusra 26001-0019", "Yus elf"), true);
  assert.equal(matches("9 elfi yusra 26001-0019", "0019"), true);
  assert.equal(matches("9 elfi yusra 26001-0019", " "), true);
  assert.equal(matches("9 elfi yusra 26001-0019", "leni"), false);
});

test("texts name whom they are about", () => {
  assert.equal(fill("Jeda {siapa}?", "2 peserta"), "Jeda 2 peserta?");
  assert.equal(listSeats(["1 A", "2 B"]), "1 A, 2 B");
  assert.equal(listSeats(["1", "2", "3", "4", "5"]), "1, 2, 3, dan 2 lainnya");
});

test("the time left counts whole seconds down to zero", () => {
  assert.equal(leftText(2850999), "00.47.30");
  assert.equal(leftText(-5), "00.00.00");
});
