import assert from "node:assert/strict";
import { test } from "node:test";

import { isReply, merge, newestByItem, nextBatch, readReply, retryDelay } from "../../static/js/ujian/antrean.js";

const entry = (versi, epoch, seq, nilai = "A") => ({ ujian: "u", versi, epoch, seq, nilai, ragu: false });

test("the oldest numbers go first, an earlier epoch before a later one", () => {
  const queue = [entry(1, 2, 1), entry(2, 1, 9), entry(3, 1, 2)];
  assert.deepEqual(nextBatch(queue, 2).map((e) => [e.epoch, e.seq]), [[1, 2], [1, 9]]);
});

test("only our own JSON about this sitting is an acknowledgement", () => {
  const good = { pengerjaan: "u", acked: [], quarantined: [] };
  assert.equal(isReply(good, "u"), true);
  for (const bad of [null, undefined, {}, { ...good, pengerjaan: "x" }, { ...good, acked: "all" }, { ok: true }]) {
    assert.equal(isReply(bad, "u"), false);
  }
});

test("an entry leaves the queue only when the reply names item, epoch and sequence", () => {
  const batch = [entry(1, 1, 1), entry(2, 1, 2), entry(3, 1, 3), entry(4, 1, 4), entry(5, 1, 5)];
  const reply = {
    acked: [[1, 1, 1], [2, 1, 9], [9, 1, 3]],
    quarantined: [[2, 1, 2]],
    refused: [[[4, 1, 4], "conflict"], [[5, 1, 5], "unfit"]],
  };
  const { stored, apart, renumber, drop } = readReply(batch, reply);
  assert.deepEqual([stored, apart, renumber, drop].map((list) => list.map((e) => e.versi)), [[1], [2], [4], [5]]);
});

test("an empty reply takes nothing out of the queue", () => {
  const { stored, apart, renumber, drop } = readReply([entry(1, 1, 1)], { acked: [], quarantined: [] });
  assert.deepEqual([...stored, ...apart, ...renumber, ...drop], []);
});

test("waiting doubles up to half a minute, with jitter, and stays short near the end", () => {
  const middle = { random: () => 0.5 };
  assert.deepEqual([1, 2, 3, 4, 9].map((n) => retryDelay(n, middle)), [1000, 2000, 4000, 8000, 30000]);
  assert.deepEqual([retryDelay(3, { random: () => 0 }), retryDelay(3, { random: () => 0.999 })], [2000, 5996]);
  assert.equal(retryDelay(9, { ...middle, left: 60000 }), 3000);
  assert.equal(retryDelay(1, { ...middle, asked: 7 }), 7000);
});

test("a page shows the server's answers and over them what is newer and not sent yet", () => {
  const server = [{ versi: 1, epoch: 1, seq: 5, nilai: "A", ragu: false }, { versi: 2, epoch: 2, seq: 1, nilai: "B", ragu: true }];
  const state = merge(server, [entry(1, 1, 6, "C"), entry(2, 1, 99, "D"), entry(3, 1, 7, null)]);
  assert.deepEqual(
    [...state.values()].map((a) => [a.versi, a.nilai, a.keadaan]).sort(),
    [[1, "C", "perangkat"], [2, "B", "server"], [3, null, "perangkat"]],
  );
});

test("of several entries of one item the newest counts, in whatever order they lie", () => {
  const queue = [entry(1, 1, 2, "B"), entry(1, 1, 3, "C"), entry(1, 1, 1, "A")];
  for (const order of [queue, [...queue].reverse()]) assert.equal(newestByItem(order).get(1).nilai, "C");
});
