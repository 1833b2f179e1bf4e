import assert from "node:assert/strict";
import { test } from "node:test";

import { count, percent } from "../../static/js/angka.js";
import { clockText } from "../../static/js/jam.js";
import { fill, summary } from "../../static/js/pilihan.js";

test("a dot stands before every third digit", () => {
  assert.deepEqual([0, 12, 900, 2100, 1234567].map(count), ["0", "12", "900", "2.100", "1.234.567"]);
});

test("a percentage is never rounded up to a hundred", () => {
  assert.deepEqual([percent(999, 1000), percent(1000, 1000), percent(1, 0)], ["99%", "100%", ""]);
});

test("the server's clock goes on in its own zone, also over midnight", () => {
  assert.equal(clockText("2026-11-24T10:12:50+07:00", 9999, "WIB"), "10.12 WIB");
  assert.equal(clockText("2026-11-24T10:12:50+07:00", 10000, "WIB"), "10.13 WIB");
  assert.equal(clockText("2026-11-24T23:59:59+09:00", 60000, "WIT"), "00.00 WIT");
});

test("buttons name the number of rows they act on", () => {
  assert.equal(fill("Akhiri {n} ujian", 1200), "Akhiri 1.200 ujian");
  assert.deepEqual([summary(0, 25), summary(3, 25), summary(25, 25)], [
    "Belum ada yang dipilih.",
    "3 dari 25 di halaman ini dipilih.",
    "Semua 25 di halaman ini dipilih.",
  ]);
});
