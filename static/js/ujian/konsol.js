// The proctor's console: keeps every tile, the list of what needs somebody, the log and the clock up to date.
import { getJson } from "../http.js";
import { make } from "./elemen.js";
import { filter, wire } from "./konsol_pilihan.js";
import { leftText, newsOfCalls, newsOfDrops } from "./kursi.js";

const EVERY = 5000;
const room = document.querySelector("[data-konsol]");
const find = (name) => document.querySelector(`[data-${name}]`);
const tiles = room ? new Map([...room.querySelectorAll("[data-kursi]")].map((t) => [t.dataset.kursi, t])) : new Map();
const kamus = room ? JSON.parse(document.getElementById("kamus").textContent) : {};
const stateOf = (tile) => tile.querySelector("label").dataset.keadaan;
const states = () => new Map([...tiles].map(([id, tile]) => [id, stateOf(tile)]));
const seatOf = (id) => tiles.get(id).querySelector("input").dataset.nama.split(" ")[0];

// ---------- Tiles ----------

function paintTile(tile, teks) {
  const label = tile.querySelector("label");
  const put = (name, text) => {
    const part = label.querySelector(`[data-k-${name}]`);
    if (part.textContent !== text) part.textContent = text;
    return part;
  };
  if (label.dataset.keadaan !== teks.keadaan) {
    label.dataset.keadaan = teks.keadaan;
    label.querySelector("[data-k-ikon]").setAttribute("href", `#i-${kamus[teks.keadaan].ikon}`);
    put("label", kamus[teks.keadaan].label);
  }
  put("ket", teks.ket).classList.toggle("lama", teks.is_lama);
  put("perangkat", teks.perangkat);
  tile.dataset.simpan = teks.simpan;
  label.querySelector(".kursi-batang").toggleAttribute("hidden", teks.persen === null);
  label.querySelector("[data-k-batang]").setAttribute("width", `${teks.persen || 0}%`);
}

function paint(told) {
  const before = states();
  for (const [id, teks] of Object.entries(told.kursi)) if (tiles.has(id)) paintTile(tiles.get(id), teks);
  for (const [keadaan, jumlah] of Object.entries(told.jumlah)) room.querySelector(`[data-jumlah="${keadaan}"]`).textContent = jumlah;
  const said = [newsOfDrops(before, states(), seatOf), paintNeeds(told.perlu)].filter(Boolean).join(" ");
  if (said) find("ucapan").textContent = said;
  find("catatan").replaceChildren(...(told.catatan.length ? told.catatan.map(note) : [make("li", { class: "redup" }, "Belum ada tindakan di sini.")]));
  paintToken(told.token);
  keepTime(told);
  sumUp(told.jumlah.beku);
  filter();
}

/** Of each room of a session what is not as usual; and the way out of a pause while somebody is in one. */
function sumUp(paused) {
  document.querySelectorAll("[data-bila-beku]").forEach((link) => { link.hidden = !paused; });
  for (const part of room.querySelectorAll("[data-ruang-kursi]")) {
    const line = part.querySelector("[data-ringkas]");
    if (!line) continue;
    const count = (state) => part.querySelectorAll(`label[data-keadaan="${state}"]`).length;
    const words = ["putus", "beku", "belum", "selesai"].map((state) => [count(state), kamus[state].label.toLowerCase()]);
    const text = words.filter(([n]) => n).map(([n, word]) => ` · ${n} ${word}`).join("");
    if (line.textContent !== text) line.textContent = text;
    line.classList.toggle("ada-putus", count("putus") > 0);
  }
}

function note({ jam, teks, alasan }) {
  return make("li", {}, make("span", { class: "di-tepi" }, jam), `${teks} `, make("span", { class: "redup" }, alasan));
}

// ---------- What needs somebody ----------

const calls = () => [...find("perlu").querySelectorAll("[data-panggilan]")].map((item) => [item.dataset.panggilan, item.querySelector(".kabar-judul").textContent]);

/** The server writes the list; it is put in only when it changed, so that nobody's finger misses its button. */
function paintNeeds(html) {
  const list = find("perlu");
  const before = calls();
  if (html.trim() !== list.dataset.html) {
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.tindakan : null;
    const page = new DOMParser().parseFromString(`<ul>${html}</ul>`, "text/html");
    list.replaceChildren(...page.querySelector("ul").children);
    list.dataset.html = html.trim();
    find("perlu-tempat").hidden = list.children.length === 0;
    if (focused) list.querySelector(`[data-tindakan="${focused}"]`)?.focus();
    markCalls();
  }
  return newsOfCalls(before, calls());
}

function markCalls() {
  const calling = new Set([...find("perlu").querySelectorAll("[data-milik]")].map((item) => item.dataset.milik));
  for (const [id, tile] of tiles) tile.querySelector("[data-k-panggil]").toggleAttribute("hidden", !calling.has(id));
}

// ---------- Token and time ----------

function paintToken(token) {
  if (!token || !find("token")) return;
  find("token").textContent = token.token;
  find("token-berganti").dataset.saat = token.berganti;
  showChange();
}

function showChange() {
  const line = find("token-berganti");
  if (line) line.textContent = hour(Number(line.dataset.saat));
}

/** "09.40" in the office's zone, which the server's clock on the page carries. */
function hour(ms) {
  const zone = document.querySelector("[data-jam-server]")?.dateTime.match(/([+-])(\d\d):?(\d\d)$/) || ["", "+", "07", "00"];
  const minutes = (zone[1] === "-" ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3]));
  const moment = new Date(ms + minutes * 60000);
  return [moment.getUTCHours(), moment.getUTCMinutes()].map((n) => String(n).padStart(2, "0")).join(".");
}

const time = { offset: null, end: 0 };

/** The server's time alone counts; this machine only measures how long ago it was told. */
function keepTime({ sekarang, selesai }) {
  time.offset = sekarang - performance.now();
  time.end = selesai;
  const end = find("selesai");
  end.textContent = end.textContent.replace(/^\d\d\.\d\d/, hour(selesai));
  showLeft();
}

function showLeft() {
  if (time.offset === null) return;
  const left = time.end - (performance.now() + time.offset);
  find("sisa-tempat").hidden = left <= 0 || left > 86400000;
  find("sisa").textContent = leftText(left);
}

async function refresh() {
  const change = find("token-berganti")?.dataset.saat;
  paint(await getJson(room.dataset.konsol + (change ? `?berganti=${change}` : "")));
}

async function watch() {
  for (let failures = 0; room.isConnected;) {
    if (!document.hidden) {
      try {
        await refresh();
        failures = 0;
      } catch (error) {
        if (error.status === 401 || error.status === 404) return location.reload();
        failures += 1;
      }
      find("konsol-putus").hidden = failures < 2;
    }
    await new Promise((go) => setTimeout(go, EVERY * Math.min(1 + failures, 4) * (0.9 + Math.random() * 0.2)));
  }
  return undefined;
}

if (room) {
  wire(room, [...tiles.values()]);
  find("perlu").dataset.html = find("perlu").innerHTML.trim();
  markCalls();
  showChange();
  setInterval(showLeft, 1000);
  watch();
}
