import assert from "node:assert/strict";
import { test } from "node:test";

import { getPage } from "../../static/js/http.js";
import { follower } from "../../static/js/langsung.js";

const page = (body, { status = 200, type = "text/html; charset=utf-8", redirected = false } = {}) => async () =>
  Object.defineProperty(new Response(body, { status, headers: { "Content-Type": type } }), "redirected", { value: redirected });

test("only the answer to the newest question is shown, in whatever order they come", async () => {
  const waiting = new Map();
  const shown = [];
  const follow = follower((address) => new Promise((done) => waiting.set(address, done)), (text) => shown.push(text));

  const both = [follow("?cari=si"), follow("?cari=siti")];
  waiting.get("?cari=siti")("Siti");
  waiting.get("?cari=si")("Si");
  await Promise.all(both);

  assert.deepEqual(shown, ["Siti"]);
});

test("without an answer the page stays as it is", async () => {
  const shown = [];

  await follower(async () => { throw new Error("no network"); }, (text) => shown.push(text))("?cari=siti");

  assert.deepEqual(shown, []);
});

test("a page of ours is returned; a sign-in page, a refusal and a portal's data are not", async () => {
  assert.equal(await getPage("/x", { fetcher: page("<p>Siti</p>") }), "<p>Siti</p>");
  await assert.rejects(getPage("/x", { fetcher: page("<p>Masuk</p>", { redirected: true }) }), /not our page/);
  await assert.rejects(getPage("/x", { fetcher: page("<p>Tidak ada</p>", { status: 404 }) }), /not our page/);
  await assert.rejects(getPage("/x", { fetcher: page("{}", { type: "application/json" }) }), /not our page/);
});
