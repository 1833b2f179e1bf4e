// The proctor's console: keeps every tile up to date, filters, and turns a choice of seats into the action bar.
import { getJson } from "../http.js";
import { make } from "./elemen.js";
import { fill, listSeats, newsOfDrops } from "./kursi.js";

const EVERY = 5000;
const room = document.querySelector("[data-konsol]");
const find = (name) => document.querySelector(`[data-${name}]`);
const tiles = () => [...room.querySelectorAll("[data-kursi]")];
const chosen = () => tiles().map((tile) => tile.querySelector("input")).filter((box) => box.checked);

// ---------- Refresh ----------

const states = () => new Map(tiles().map((t) => [t.dataset.kursi, t.querySelector("label").dataset.keadaan]));

function paintTile(tile, teks) {
  const label = tile.querySelector("label");
  label.dataset.keadaan = teks.keadaan;
  label.querySelector("[data-k-ikon]").setAttribute("href", `#i-${teks.ikon}`);
  label.querySelector("[data-k-label]").textContent = teks.label;
  const ket = label.querySelector("[data-k-ket]");
  ket.textContent = teks.ket;
  ket.classList.toggle("lama", teks.is_lama);
  const bar = label.querySelector(".kursi-batang");
  bar.toggleAttribute("hidden", teks.persen === null);
  label.querySelector("[data-k-batang]").setAttribute("width", `${teks.persen || 0}%`);
}

function paint(told) {
  const before = states();
  for (const tile of tiles()) {
    if (told.kursi[tile.dataset.kursi]) paintTile(tile, told.kursi[tile.dataset.kursi]);
  }
  for (const [keadaan, jumlah] of Object.entries(told.jumlah)) room.querySelector(`[data-jumlah="${keadaan}"]`).textContent = jumlah;
  const number = (id) => room.querySelector(`[data-kursi="${id}"] input`).dataset.nama.split(" ")[0];
  const said = newsOfDrops(before, states(), number);
  if (said) find("ucapan").textContent = said;
  find("catatan").replaceChildren(...(told.catatan.length ? told.catatan.map(note) : [make("li", { class: "redup" }, "Belum ada tindakan di ruang ini.")]));
  paintToken(told.token);
  filter();
}

function note({ jam, teks, alasan }) {
  return make("li", {}, make("span", { class: "di-tepi" }, jam), `${teks} `, make("span", { class: "redup" }, alasan));
}

function paintToken(token) {
  if (!token || !find("token")) return;
  find("token").textContent = token.token;
  find("token-berganti").dataset.saat = token.berganti;
  showChange();
}

function showChange() {
  const line = find("token-berganti");
  if (!line) return;
  const zone = document.querySelector("[data-jam-server]")?.dateTime.match(/([+-])(\d\d):?(\d\d)$/) || ["", "+", "07", "00"];
  const minutes = (zone[1] === "-" ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3]));
  const moment = new Date(Number(line.dataset.saat) + minutes * 60000);
  line.textContent = [moment.getUTCHours(), moment.getUTCMinutes()].map((n) => String(n).padStart(2, "0")).join(".");
}

async function watch() {
  for (let failures = 0; room.isConnected;) {
    await new Promise((go) => setTimeout(go, EVERY * Math.min(1 + failures, 4) * (0.9 + Math.random() * 0.2)));
    if (document.hidden) continue;
    try {
      paint(await getJson(room.dataset.konsol));
      failures = 0;
    } catch (error) {
      if (error.status === 401 || error.status === 404) return location.reload();
      failures += 1;
    }
    find("konsol-putus").hidden = failures < 2;
  }
  return undefined;
}

// ---------- Filter and choice ----------

function filter() {
  const wanted = room.querySelector("input[name=keadaan]:checked").value;
  let shown = 0;
  for (const tile of tiles()) {
    tile.hidden = wanted !== "" && tile.querySelector("label").dataset.keadaan !== wanted;
    if (!tile.hidden) shown += 1;
  }
  find("saring-kosong").hidden = shown > 0;
}

function choose() {
  const bar = find("bilah");
  if (!bar) return;
  const boxes = chosen();
  bar.hidden = boxes.length === 0;
  const names = listSeats(boxes.map((box) => box.dataset.nama));
  find("bilah-isi").replaceChildren(make("strong", {}, `${boxes.length} kursi dipilih`), ` · ${names}`);
  bar.querySelectorAll("[data-satu-saja]").forEach((link) => { link.hidden = boxes.length !== 1; });
}

function prepare(dialog, isRoom) {
  const boxes = isRoom ? [] : chosen();
  dialog.querySelectorAll("[data-teks]").forEach((e) => { e.textContent = fill(e.dataset.teks, boxes.length); });
  dialog.querySelectorAll("[data-terpilih-nama]").forEach((e) => { e.textContent = isRoom ? "Untuk seluruh ruang." : listSeats(boxes.map((b) => b.dataset.nama)); });
  dialog.querySelectorAll("[data-terpilih]").forEach((field) => { field.value = boxes.map((b) => b.value).join(","); });
}

function wire() {
  room.addEventListener("change", (event) => (event.target.name === "keadaan" ? filter() : choose()));
  // Before dialog.js opens it: the dialog names whom it is about.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-dialog-buka]");
    const dialog = link && document.getElementById(link.hash.slice(1));
    if (dialog) prepare(dialog, link.hasAttribute("data-seluruh-ruang"));
  }, true);
  document.addEventListener("submit", (event) => {
    const field = event.target.closest(".bilah-aksi") && event.target.querySelector("[data-terpilih]");
    if (field) field.value = chosen().map((box) => box.value).join(",");
  }, true);
  find("batal")?.addEventListener("click", () => {
    chosen().forEach((box) => { box.checked = false; });
    choose();
  });
}

if (room) {
  wire();
  choose();
  filter();
  showChange();
  watch();
}
