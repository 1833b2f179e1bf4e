// The contract of an item type, tried on every type there is. A new type is one module, its line in tipe/indeks.js, and its
// line here: what a participant may answer.
import assert from "node:assert/strict";
import { test } from "node:test";

import { names, typeOf } from "../../static/js/ujian/tipe/indeks.js";
import { document } from "./dom.mjs";

globalThis.document = document;

const OPSI = [{ kode: "C", teks: "Pertama" }, { kode: "A", teks: "Kedua" }];
const ANSWERS = {
  benar_salah: "A",
  isian_singkat: "kolaborasi",
  numerik: "0,52",
  pilihan_ganda: "C",
  pilihan_ganda_kompleks: ["A", "C"],
  sjt: "A",
};
const item = (tipe, more = {}) => ({ versi: 7, nomor: 3, tipe, format: "teks", stimulus: "", pertanyaan: "Apa?", opsi: OPSI, ...more });
const shownIn = (body) => {
  const inputs = body.querySelectorAll("input, textarea, select");
  const chosen = inputs.filter((i) => ["radio", "checkbox"].includes(i.getAttribute("type")));
  return chosen.length ? chosen.filter((i) => i.checked).map((i) => i.value).sort() : inputs.map((i) => i.value);
};

test("every type that exists has its line here, and no line is left over", () => {
  assert.deepEqual([...names].sort(), Object.keys(ANSWERS).sort());
});

for (const tipe of names) {
  const type = typeOf(item(tipe));
  const nilai = ANSWERS[tipe];

  test(`${tipe}: has the parts of a type`, () => {
    assert.equal(type.tipe, tipe);
    assert.deepEqual(["draw", "mark", "press", "lock"].map((part) => typeof type[part]), ["function", "function", "function", "function"]);
    assert.equal(Number.isInteger(type.wait) && type.wait >= 0, true);
  });

  test(`${tipe}: draws blank when nothing was answered, and what was answered again as it was`, () => {
    const blank = type.draw(item(tipe), null, () => {});
    const filled = type.draw(item(tipe), nilai, () => {});
    assert.deepEqual(shownIn(blank).filter(Boolean), []);
    assert.deepEqual(shownIn(filled), [nilai].flat().sort());
  });

  test(`${tipe}: every field has a label that a screen reader finds`, () => {
    const body = type.draw(item(tipe), null, () => {});
    const labels = body.querySelectorAll("label").map((l) => l.getAttribute("for"));
    const fields = body.querySelectorAll("input, textarea, select").map((f) => f.getAttribute("id"));
    assert.equal(fields.length > 0, true);
    assert.deepEqual(labels, fields);
  });

  test(`${tipe}: tells each change as an answer that the server reads: null, a text, or a list of codes`, () => {
    const told = [];
    const body = type.draw(item(tipe), null, (value) => told.push(value));
    for (const field of body.querySelectorAll("input, textarea, select")) {
      if (field.getAttribute("type") === "text") field.value = "  ";
      field.dispatch("input");
      field.dispatch("change");
    }
    assert.equal(told.length > 0, true);
    for (const value of told) assert.equal(value === null || typeof value === "string" || (Array.isArray(value) && value.every((v) => typeof v === "string")), true);
    if (type.wait) assert.deepEqual(told, [null]);
  });

  test(`${tipe}: marks where the answer is, and takes the mark away`, () => {
    const body = type.draw(item(tipe), nilai, () => {});
    const marks = () => body.querySelectorAll("label, input, textarea").map((e) => e.dataset.simpan).filter(Boolean);
    type.mark(body, "perangkat");
    assert.equal(marks().length > 0 && marks().every((m) => m === "perangkat"), true);
    type.mark(body, "server");
    assert.equal(marks().length > 0 && marks().every((m) => m === "server"), true);
    type.mark(body, "belum");
    assert.deepEqual(marks(), []);
  });

  test(`${tipe}: a letter beyond the last option means nothing, one that means something gives an answer`, () => {
    assert.equal(type.press(item(tipe), null, OPSI.length), undefined);
    const value = type.press(item(tipe), null, 0);
    if (value !== undefined) assert.deepEqual([value].flat(), ["C"]);
  });

  test(`${tipe}: locked, no field takes anything`, () => {
    const body = type.draw(item(tipe), nilai, () => {});
    type.lock(body);
    assert.equal(body.querySelectorAll("input, textarea, select").every((f) => f.disabled || f.readOnly), true);
  });
}

test("a type that this page does not know still shows the item, and takes a typed answer", () => {
  assert.equal(typeOf({ tipe: "menjodohkan" }).tipe, "isian_singkat");
});
