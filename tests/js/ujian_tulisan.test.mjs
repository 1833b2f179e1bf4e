// HTML of an item: only what the page's own list allows becomes part of it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { blocks, written } from "../../static/js/ujian/tulisan.js";
import { document, h, line } from "./dom.mjs";

globalThis.document = document;
const GAMBAR = { denah: "data:image/png;base64,AAAA", jahat: "data:image/svg+xml;base64,AAAA" };
const html = (tree, options) => written("x", { format: "html", gambar: GAMBAR }, options, () => h("body", {}, ...tree)).map(line).join("");

test("plain text is never read as markup", () => {
  const item = { format: "teks" };
  assert.deepEqual(written("<b>1 < 2</b>", item), ["<b>1 < 2</b>"]);
  assert.equal(blocks("Satu\n\nDua", item).map(line).join(""), '<p class="kalimat">Satu</p><p class="kalimat">Dua</p>');
});

test("allowed elements are copied without their attributes, strangers are unwrapped, scripts go whole", () => {
  const out = html([h("p", { onclick: "x()", style: "x", class: "x" }, "Satu ", h("font", {}, h("b", {}, "dua"))), h("script", {}, "alert(1)"), h("style", {}, "p{}")]);
  assert.equal(out, "<p>Satu <b>dua</b></p>");
});

test("links and forms leave only their words", () => {
  assert.equal(html([h("a", { href: "javascript:x" }, "sini"), h("form", { action: "/x" }, h("input"), "isi")]), "siniisi");
});

test("a wide table scrolls in its own box, named by its caption, and keeps spans that are numbers", () => {
  const table = h("table", { width: "9999" }, h("caption", {}, "Nilai rapor"), h("tbody", {}, h("tr", {}, h("td", { colspan: "2", rowspan: "x", bgcolor: "red" }, "8"))));
  assert.equal(
    html([table]),
    '<div class="gulir" role="region" tabindex="0" aria-label="Tabel Nilai rapor"><table class="tabel-soal"><caption>Nilai rapor</caption><tbody><tr><td colspan="2">8</td></tr></tbody></table></div>',
  );
});

test("an image comes from the paper's own pictures alone, keeps its alt, and can be enlarged", () => {
  assert.equal(
    html([h("img", { src: "gambar:denah", alt: "Denah kelas", onerror: "x()" })]),
    '<button type="button" class="gambar-tombol" data-perbesar="" aria-label="Perbesar gambar: Denah kelas"><img class="gambar-soal" src="data:image/png;base64,AAAA" alt="Denah kelas"></img></button>',
  );
  assert.equal(html([h("img", { src: "gambar:denah" })], { isZoomable: false }), '<img class="gambar-soal" src="data:image/png;base64,AAAA" alt=""></img>');
  for (const src of ["https://luar.example/a.png", "gambar:tidakada", "gambar:jahat", "data:image/png;base64,AAAA"]) {
    assert.equal(html([h("img", { src, alt: "Denah" })]), '<span class="redup">[Gambar tidak tersedia: Denah]</span>');
  }
});
