import assert from "node:assert/strict";
import { test } from "node:test";

import { getJson } from "../../static/js/http.js";

const answering = (body, { status = 200, type = "application/json" } = {}) => async () =>
  new Response(body, { status, headers: { "Content-Type": type } });

test("our own JSON is returned", async () => {
  assert.deepEqual(await getJson("/x", { fetcher: answering('{"status": "antre"}') }), { status: "antre" });
});

test("a page that a network puts in between is no answer", async () => {
  await assert.rejects(getJson("/x", { fetcher: answering("<html>", { type: "text/html" }) }), /not json/);
});

test("a refusal carries its status and its sentence", async () => {
  const fetcher = answering('{"code": "sign_in", "message": "Silakan masuk lagi."}', { status: 401 });

  await assert.rejects(getJson("/x", { fetcher }), (error) => error.status === 401 && error.message === "Silakan masuk lagi.");
});
