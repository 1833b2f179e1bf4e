// Choosing on the console: filter, search, chosen seats, the bar of what can be done with them, and its dialogs.
import { make } from "./elemen.js";
import { fill, listSeats, matches } from "./kursi.js";

const find = (name) => document.querySelector(`[data-${name}]`);
let room = null;
let tiles = [];
const box = (tile) => tile.querySelector("input");
const stateOf = (tile) => tile.querySelector("label").dataset.keadaan;
const chosen = () => tiles.filter((tile) => box(tile).checked);

export function filter() {
  const wanted = room.querySelector("input[name=keadaan]:checked").value;
  const typed = find("cari-kursi").value;
  let shown = 0;
  for (const tile of tiles) {
    const isShown = (wanted === "" || stateOf(tile) === wanted) && matches(tile.dataset.cari, typed);
    if (tile.hidden === isShown) tile.hidden = !isShown;
    if (isShown) shown += 1;
  }
  room.querySelectorAll("[data-ruang-kursi]").forEach((part) => { part.hidden = !part.querySelector("[data-kursi]:not([hidden])"); });
  find("saring-kosong").hidden = shown > 0;
  if (chosen().length) offer();
}

/** What one working seat tells when it is chosen alone. */
function detailOf(tile) {
  if (tile.querySelector(".kursi-batang").hasAttribute("hidden")) return "";
  const device = tile.querySelector("[data-k-perangkat]").textContent;
  const saved = tile.dataset.simpan ? `jawaban terakhir ${tile.dataset.simpan} lalu` : "belum ada jawaban";
  return ["", saved, device].filter((part, n) => n === 0 || part).join(" · ");
}

/** The bar: whom it is about, and only what can be done with at least one of them. */
function offer() {
  const bar = find("bilah");
  if (!bar) return;
  const picked = chosen();
  bar.hidden = picked.length === 0;
  const here = new Set(picked.map(stateOf));
  for (const act of bar.querySelectorAll("[data-untuk]")) act.hidden = !act.dataset.untuk.split(" ").some((k) => here.has(k));
  for (const act of bar.querySelectorAll("[data-satu-saja]")) act.hidden = picked.length !== 1;
  const names = listSeats(picked.map((tile) => box(tile).dataset.nama));
  const detail = picked.length === 1 ? detailOf(picked[0]) : "";
  const text = `${picked.length} kursi dipilih · ${names}${detail}`;
  const line = find("bilah-isi");
  if (line.textContent !== text) line.replaceChildren(make("strong", {}, `${picked.length} kursi dipilih`), ` · ${names}${detail}`);
}

/** Before a dialog opens: whom it is about, and what its link knows. */
function prepare(dialog, link) {
  const isAll = link.hasAttribute("data-seluruh");
  const picked = isAll ? [] : chosen();
  const siapa = isAll ? room.dataset.cakupan : `${picked.length} peserta`;
  dialog.querySelectorAll("[data-teks]").forEach((e) => { e.textContent = fill(e.dataset.teks, siapa); });
  dialog.querySelectorAll("[data-siapa]").forEach((e) => { e.textContent = link.dataset.untukSiapa || (isAll ? `Untuk ${siapa}.` : listSeats(picked.map((t) => box(t).dataset.nama), 8)); });
  dialog.querySelectorAll("[data-terpilih]").forEach((field) => { field.value = picked.map((t) => box(t).value).join(","); });
  dialog.querySelectorAll("[data-semua]").forEach((field) => { field.value = isAll ? "1" : ""; });
  dialog.querySelectorAll("[data-isi]").forEach((field) => { field.value = link.dataset[field.dataset.isi] || ""; });
}

function pickShown() {
  for (const tile of tiles) if (!tile.hidden) box(tile).checked = true;
  offer();
}

function pickNone() {
  for (const tile of chosen()) box(tile).checked = false;
  offer();
}

export function wire(konsol, kursi) {
  room = konsol;
  tiles = kursi;
  room.addEventListener("change", (event) => (event.target.name === "keadaan" ? filter() : offer()));
  find("cari-kursi").addEventListener("input", filter);
  // Before dialog.js opens it: the dialog names whom it is about.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-dialog-buka]");
    const dialog = link && document.getElementById(link.hash.slice(1));
    if (!dialog) return;
    link.closest("details")?.removeAttribute("open");
    prepare(dialog, link);
  }, true);
  document.addEventListener("submit", (event) => {
    const field = event.target.closest(".bilah-aksi") && event.target.querySelector("[data-terpilih]");
    if (field) field.value = chosen().map((tile) => box(tile).value).join(",");
  }, true);
  find("pilih-semua")?.addEventListener("click", pickShown);
  find("batal")?.addEventListener("click", pickNone);
  offer();
  filter();
}
