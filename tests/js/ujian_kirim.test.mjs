// The sender against a server that fails in every way it can: nothing leaves the queue before it is named.
import assert from "node:assert/strict";
import { test } from "node:test";

import { GudangIngatan } from "../../static/js/ujian/gudang.js";
import { drain, Pengirim } from "../../static/js/ujian/kirim.js";
import { Unreachable } from "../../static/js/ujian/server.js";

const ID = "u";
const names = (body) => body.simpanan.map((e) => [e.versi, e.epoch, e.seq]);
const ok = (acked, more = {}) => ({ status: 200, asked: 0, body: { pengerjaan: ID, code: "ok", acked, quarantined: [], refused: [], ...more } });

async function setUp(script) {
  const gudang = new GudangIngatan();
  await gudang.begin({ id: ID, epoch: 1, seq: 0 }, { bagian: [] });
  const seen = { sent: [], waits: [], downs: [], stops: [], inFlight: 0, most: 0 };
  const sender = new Pengirim({
    id: ID,
    since: () => 0,
    entries: () => gudang.entries(ID),
    settle: async ({ stored, apart, renumber, drop }) => {
      if (renumber.length) await gudang.renumber(ID, renumber);
      await gudang.remove(ID, [...stored, ...apart, ...drop]);
    },
    send: async (body) => {
      seen.inFlight += 1;
      seen.most = Math.max(seen.most, seen.inFlight);
      seen.sent.push(names(body));
      await new Promise((go) => setImmediate(go));
      seen.inFlight -= 1;
      const answer = script.shift();
      return typeof answer === "function" ? answer(body) : answer;
    },
    left: () => Infinity,
    random: () => 0.5,
    timer: { set: (again, ms) => { seen.waits.push(ms); seen.again = again; return 1; }, clear: () => {} },
    onReply: () => {},
    onDown: (error) => seen.downs.push(error.message),
    onStop: (code) => seen.stops.push(code),
  });
  return { gudang, sender, seen };
}

const all = (body) => ok(names(body));
const lost = () => { throw new Unreachable("lost"); };

test("what the server names leaves the queue", async () => {
  const { gudang, sender, seen } = await setUp([all]);
  await gudang.record(ID, { versi: 1, nilai: "A", ragu: false });
  await sender.wake();
  assert.deepEqual([seen.sent, await gudang.entries(ID), seen.waits], [[[[1, 1, 1]]], [], []]);
});

for (const [why, answer] of [
  ["a lost line", lost],
  ["a 200 about another sitting", { ...ok([[1, 1, 1]]), body: { pengerjaan: "x", acked: [[1, 1, 1]], quarantined: [] } }],
  ["a 500", { status: 500, body: {}, asked: 0 }],
  ["a 503", { status: 503, body: { code: "unavailable" }, asked: 5 }],
  ["a 429", { status: 429, body: { code: "too_many" }, asked: 1 }],
  ["a 401", { status: 401, body: { code: "bad_token" }, asked: 0 }],
  ["a reply that names nothing", ok([])],
]) {
  test(`${why} leaves the queue whole and is tried again`, async () => {
    const { gudang, sender, seen } = await setUp([answer, all]);
    await gudang.record(ID, { versi: 1, nilai: "A", ragu: false });
    await sender.wake();
    assert.equal((await gudang.entries(ID)).length, 1);
    assert.equal(seen.waits.length, 1);
    await sender.wake();
    assert.deepEqual([seen.sent.length, await gudang.entries(ID)], [2, []]);
  });
}

test("the server's wish to wait is kept", async () => {
  const { gudang, sender, seen } = await setUp([{ status: 503, body: {}, asked: 5 }]);
  await gudang.record(ID, { versi: 1, nilai: "A", ragu: false });
  await sender.wake();
  assert.deepEqual(seen.waits, [5000]);
});

test("when the network is back, the waits begin anew", async () => {
  const { gudang, sender, seen } = await setUp([lost, lost, lost, lost, lost, all]);
  await gudang.record(ID, { versi: 1, nilai: "A", ragu: false });
  for (let n = 0; n < 4; n += 1) await sender.wake();
  await sender.back();
  assert.deepEqual(seen.waits, [1000, 2000, 4000, 8000, 1000]);
});

test("however often it is woken, one request is under way, and what came meanwhile follows", async () => {
  const { gudang, sender, seen } = await setUp([all, all, all]);
  await gudang.record(ID, { versi: 1, nilai: "A", ragu: false });
  const first = sender.wake();
  await gudang.record(ID, { versi: 2, nilai: "B", ragu: false });
  await Promise.all([first, sender.wake(), sender.wake()]);
  while ((await gudang.entries(ID)).length) await seen.again();
  assert.deepEqual([seen.most, seen.sent.flat()], [1, [[1, 1, 1], [2, 1, 2]]]);
});

test("a number in use goes again under a new one", async () => {
  const { gudang, sender, seen } = await setUp([ok([], { refused: [[[1, 1, 1], "conflict"]] }), all]);
  await gudang.record(ID, { versi: 1, nilai: "A", ragu: false });
  await sender.wake();
  while ((await gudang.entries(ID)).length) await seen.again();
  assert.deepEqual(seen.sent, [[[1, 1, 1]], [[1, 1, 2]]]);
});

test("too large a batch is halved", async () => {
  const { gudang, sender, seen } = await setUp([{ status: 413, body: {}, asked: 0 }, all, all]);
  for (let n = 1; n <= 50; n += 1) await gudang.record(ID, { versi: n, nilai: "A", ragu: false });
  await sender.wake();
  while ((await gudang.entries(ID)).length) await seen.again();
  assert.deepEqual(seen.sent.map((batch) => batch.length), [50, 25, 25]);
});

test("a sitting that moved or closed keeps its entries apart, and the page hears it", async () => {
  const apart = (status, code) => (body) => ({ status, asked: 0, body: { pengerjaan: ID, code, acked: [], quarantined: names(body), refused: [] } });
  for (const [status, code] of [[409, "lease_lost"], [410, "closed"]]) {
    const { gudang, sender, seen } = await setUp([apart(status, code)]);
    await gudang.record(ID, { versi: 1, nilai: "A", ragu: false });
    await sender.wake();
    assert.deepEqual([seen.stops, await gudang.entries(ID)], [[code], []]);
  }
});

test("left-overs are delivered batch by batch; a lost line leaves the rest", async () => {
  const gudang = new GudangIngatan();
  await gudang.begin({ id: ID, epoch: 1, seq: 0 }, { bagian: [] });
  for (let n = 1; n <= 120; n += 1) await gudang.record(ID, { versi: n, nilai: "A", ragu: false });
  let turns = 0;
  const pintu = {
    simpan: async (body) => {
      turns += 1;
      if (turns === 2) throw new Unreachable("lost");
      return { status: 410, body: { pengerjaan: ID, acked: [], quarantined: names(body), refused: [] } };
    },
  };
  assert.equal(await drain(gudang, pintu, ID), false);
  assert.equal((await gudang.entries(ID)).length, 70);
  assert.equal(await drain(gudang, pintu, ID), true);
  assert.equal((await gudang.entries(ID)).length, 0);
});
