import assert from "node:assert/strict";
import { test } from "node:test";

import { bar, headline, isOver, news, nextDelay, sentence } from "../../static/js/kemajuan.js";

const running = (done, total = 4140) => ({ status: "berjalan", done, total });

test("a queued job has a hatched bar and waits its turn", () => {
  const state = { status: "antre", done: 0, total: 4140 };

  assert.equal(bar(state), null);
  assert.equal(headline(state), "Antre");
  assert.equal(sentence(state), "menunggu giliran");
});

test("a running job says how far it is of the whole", () => {
  assert.deepEqual(bar(running(2566)), { max: 4140, value: 2566 });
  assert.equal(headline(running(2566)), "61%");
  assert.equal(sentence(running(2566)), "2.566 dari 4.140");
});

test("the server's sentence goes before our own", () => {
  assert.equal(sentence({ ...running(1), kalimat: "kira-kira 40 detik lagi" }), "kira-kira 40 detik lagi");
});

test("a running job of unknown size stays hatched", () => {
  assert.equal(bar(running(3, 0)), null);
  assert.equal(headline(running(3, 0)), "");
});

test("a failed job keeps the place where it stopped and a finished one is full", () => {
  assert.deepEqual(bar({ status: "gagal", done: 4, total: 10 }), { max: 10, value: 4 });
  assert.deepEqual(bar({ status: "selesai", done: 9, total: 10 }), { max: 10, value: 10 });
  assert.deepEqual(["selesai", "gagal", "dibatalkan", "antre", "berjalan"].map((status) => isOver({ status })), [true, true, true, false, false]);
});

test("questions come soon at first, then every three seconds, and seldom while the server is silent", () => {
  assert.equal(nextDelay({ asked: 0, failures: 0 }), 1000);
  assert.equal(nextDelay({ asked: 5, failures: 0 }), 3000);
  assert.equal(nextDelay({ asked: 9, failures: 1 }), 6000);
  assert.equal(nextDelay({ asked: 9, failures: 9 }), 30000);
});

test("a screen reader hears quarters and the end, once", () => {
  assert.equal(news(running(0, 100), running(24, 100)), "");
  assert.equal(news(running(24, 100), running(26, 100)), "26% selesai");
  assert.equal(news(running(26, 100), running(30, 100)), "");
  assert.equal(news(running(99, 100), { status: "selesai", done: 100, total: 100 }), "Selesai");
  assert.equal(news({ status: "selesai" }, { status: "selesai" }), "");
});
