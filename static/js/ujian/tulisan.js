// Text of an item as nodes. Plain text stays text. HTML was sanitised by the server; here it is copied element by element into
// what this list allows, so that nothing of it ever runs or loads.
import { make } from "./elemen.js";
import { paragraphs } from "./naskah.js";

const KEPT = new Set("p br b strong i em u sub sup ul ol li table caption thead tbody tr th td".split(" "));
const DROPPED = new Set("script style template iframe object embed noscript svg math textarea select".split(" "));
const CELL = ["colspan", "rowspan"];
const PICTURE = /^data:image\/(png|jpeg|webp|gif);base64,[A-Za-z0-9+/=\s]+$/;
const TEXT = 3;
const ELEMENT = 1;

/** Nodes (or strings) of one text. `isZoomable` false inside a label, where a button has no place. */
export function written(text, item, { isZoomable = true } = {}, parse = parseHtml) {
  if (item.format !== "html") return [text];
  return copyAll(parse(text), { gambar: item.gambar || {}, isZoomable });
}

/** The same in blocks: plain text in paragraphs. */
export function blocks(text, item, options = {}, parse = parseHtml) {
  if (item.format !== "html") return paragraphs(text).map((p) => make("p", { class: "kalimat" }, p));
  return written(text, item, options, parse);
}

function parseHtml(text) {
  return new DOMParser().parseFromString(text, "text/html").body;
}

function copyAll(parent, told) {
  return [...parent.childNodes].flatMap((node) => copy(node, told));
}

function copy(node, told) {
  if (node.nodeType === TEXT) return [node.data];
  const name = node.nodeType === ELEMENT ? node.localName : "";
  if (!name || DROPPED.has(name)) return [];
  if (name === "img") return [picture(node, told)];
  const children = copyAll(node, told);
  if (!KEPT.has(name)) return children;
  const attributes = {};
  if (name === "td" || name === "th") {
    for (const key of CELL) if (/^\d{1,2}$/.test(node.getAttribute(key) || "")) attributes[key] = node.getAttribute(key);
  }
  const element = make(name, { ...attributes, class: name === "table" ? "tabel-soal" : null }, ...children);
  return [name === "table" ? scroller(element, node) : element];
}

/** A wide table scrolls in its own box, also by keyboard. */
function scroller(table, node) {
  const caption = [...node.childNodes].find((n) => n.localName === "caption");
  return make("div", { class: "gulir", role: "region", tabindex: "0", "aria-label": `Tabel ${caption ? caption.textContent.trim() : ""}`.trim() }, table);
}

function picture(node, { gambar, isZoomable }) {
  const alt = (node.getAttribute("alt") || "").trim();
  const [, name] = (node.getAttribute("src") || "").match(/^gambar:(.+)$/) || [];
  const source = name ? gambar[name] : null;
  if (!source || !PICTURE.test(source)) return make("span", { class: "redup" }, `[Gambar tidak tersedia${alt ? `: ${alt}` : ""}]`);
  const image = make("img", { class: "gambar-soal", src: source });
  image.setAttribute("alt", alt);
  if (!isZoomable) return image;
  return make("button", { type: "button", class: "gambar-tombol", "data-perbesar": true, "aria-label": `Perbesar gambar${alt ? `: ${alt}` : ""}` }, image);
}
