// The one module of the exam page that touches the DOM.
import { make, icon } from "./elemen.js";
import { clock, countdown, phase } from "./jam.js";
import { paragraphs, stateOf, WORDS } from "./naskah.js";
import { typeOf } from "./tipe/indeks.js";

const find = (name) => document.querySelector(`[data-${name}]`);

export class Layar {
  constructor() {
    this.items = [];
    this.field = null;
    this.mapButtons = new Map();
    this.title = document.title.split(" · ").pop();
  }

  // ---------- The frame ----------

  /** A sentence instead of the paper; `aksi` is [{teks, href | onclick, utama}]. */
  message(text, aksi = []) {
    find("bar").hidden = true;
    find("ruang").hidden = true;
    find("buka-pesan").hidden = false;
    find("buka-isi").textContent = text;
    const row = find("buka-aksi");
    row.hidden = !aksi.length;
    row.replaceChildren(...aksi.flatMap((a) => [button(a), " "]));
  }

  frame({ judul, nama, ruang, kursi }) {
    find("judul").textContent = judul;
    find("tempat").textContent = [nama, [ruang, kursi].filter(Boolean).join(", ")].filter(Boolean).join(" · ");
    find("bar").hidden = false;
    find("ruang").hidden = false;
    find("buka-pesan").hidden = true;
  }

  // ---------- Items ----------

  paper(items, go) {
    this.items = items;
    const map = find("peta");
    map.replaceChildren();
    const isParted = new Set(items.map((i) => i.bagian)).size > 1;
    let list = null;
    items.forEach((item, n) => {
      if (item.isFirst || !list) {
        if (isParted) map.append(make("p", { class: "peta-bagian" }, item.bagian));
        list = make("ol", { class: "peta", start: String(item.nomor) });
        map.append(list);
      }
      const state = make("span", { class: "visually-hidden" });
      const square = make("button", { type: "button", class: "peta-no", onclick: () => go(n) }, String(item.nomor), state);
      this.mapButtons.set(item.versi, { square, state });
      list.append(make("li", {}, square));
    });
  }

  item(n, answer, change, { isFocused = true, isLocked = false } = {}) {
    const item = this.items[n];
    const type = typeOf(item);
    const where = `Soal ${item.nomor} dari ${this.items.length}`;
    find("kepala").textContent = where;
    document.title = `${where} · ${this.title}`;
    find("nomor").textContent = item.nomor;
    find("dari").textContent = `dari ${this.items.length}`;
    this.#section(item);
    const body = type.draw(item, answer?.nilai ?? null, change);
    const legend = make("legend", { class: "kalimat" }, item.pertanyaan);
    const fieldset = make("fieldset", { "aria-describedby": item.stimulus ? "wacana" : null }, legend, body);
    const hadFocus = find("soal").contains(document.activeElement);
    find("soal").replaceChildren(...(item.stimulus ? [passage(item.stimulus)] : []), fieldset);
    this.field = { type, body, versi: item.versi };
    if (isLocked) type.lock(body);
    this.mark(item.versi, answer);
    find("ragu-tombol").disabled = isLocked;
    find("sebelum").disabled = n === 0;
    find("sesudah").disabled = n === this.items.length - 1;
    for (const [versi, { square }] of this.mapButtons) {
      if (versi === item.versi) square.setAttribute("aria-current", "true");
      else square.removeAttribute("aria-current");
    }
    if (isFocused) {
      find("kepala").focus({ preventScroll: true });
      scrollTo({ top: 0 });
    } else if (hadFocus) {
      (body.querySelector("input:checked") || body.querySelector("input"))?.focus({ preventScroll: true });
    }
  }

  #section(item) {
    const line = find("bagian");
    line.hidden = !item.isFirst || !item.petunjuk;
    line.replaceChildren(make("strong", {}, item.bagian), ` · ${item.petunjuk}`);
  }

  /** Show where the answer of one item is, on the map and, when it is open, on the item. */
  mark(versi, answer) {
    const { keadaan, ragu } = stateOf(answer);
    const { square, state } = this.mapButtons.get(versi);
    if (keadaan === "belum") delete square.dataset.simpan;
    else square.dataset.simpan = keadaan;
    square.toggleAttribute("data-ragu", ragu);
    state.textContent = `, ${WORDS[keadaan]}${ragu ? ", ragu-ragu" : ""}`;
    if (!this.field || this.field.versi !== versi) return;
    this.field.type.mark(this.field.body, keadaan);
    find("ragu-tombol").checked = ragu;
  }

  lock() {
    if (this.field) this.field.type.lock(this.field.body);
    find("ragu-tombol").disabled = true;
  }

  // ---------- Save line, clock, banner ----------

  saveLine({ keadaan, judul, isi }) {
    find("simpan-baris").dataset.keadaan = keadaan;
    const bubble = { server: " bulat-tinta", perangkat: " bulat-pensil" }[keadaan] || "";
    find("simpan-bulat").className = `bulat bulat-kecil${bubble}`;
    const line = find("simpan-judul");
    if (line.textContent !== judul) line.textContent = judul;
    find("simpan-isi").textContent = isi;
  }

  count({ dijawab }, total) {
    find("peta-jumlah").textContent = `· ${dijawab} dari ${total} dijawab`;
  }

  clock(left, deadline, zona) {
    find("jam-angka").textContent = countdown(left);
    find("jam-ket").textContent = `sampai ${clock(deadline, zona)}`;
    find("jam").dataset.tahap = phase(left);
  }

  say(text) {
    if (text) find("kabar-waktu").textContent = text;
  }

  /** At most one banner. {keluarga, ikon, judul, isi}; `aksi` its buttons. Null takes it away. */
  banner(kabar, aksi = []) {
    const place = find("kabar");
    if (!kabar) return place.replaceChildren();
    const words = make("div", {}, make("p", { class: "kabar-judul" }, kabar.judul), make("p", {}, kabar.isi));
    const buttons = aksi.length ? make("div", { class: "kabar-aksi" }, ...aksi.map((a) => button({ ...a, kecil: true }))) : null;
    place.replaceChildren(make("div", { class: `kabar kabar-${kabar.keluarga} mb-3`, role: kabar.keluarga === "bata" ? "alert" : "status" }, icon(kabar.ikon), words, buttons));
    return undefined;
  }

  // ---------- Handing in ----------

  ask({ isi, kosong }) {
    find("kumpul-isi").textContent = isi;
    find("kumpul-kosong").textContent = kosong;
    find("kumpul-kosong").hidden = !kosong;
    this.askTrouble("");
    this.askBusy(false);
    const dialog = document.getElementById("kumpul");
    if (!dialog.open) dialog.showModal();
    document.getElementById("kumpul-judul").focus();
  }

  askBusy(isBusy) {
    const send = find("kumpul-kirim");
    send.disabled = isBusy;
    send.textContent = isBusy ? "Mengirim …" : "Kumpulkan jawaban";
  }

  askTrouble(text) {
    find("kumpul-galat").textContent = text;
    find("kumpul-galat").hidden = !text;
  }

  closeAsk() {
    const dialog = document.getElementById("kumpul");
    if (dialog.open) dialog.close();
  }

  // ---------- Hands and keys ----------

  wire({ go, step, doubt, press, speak, submit, confirm }) {
    find("sebelum").addEventListener("click", () => step(-1));
    find("sesudah").addEventListener("click", () => step(1));
    find("ragu-tombol").addEventListener("change", (event) => doubt(event.target.checked));
    find("kumpul-buka").addEventListener("click", submit);
    find("kumpul-batal").addEventListener("click", () => this.closeAsk());
    find("kumpul-kirim").addEventListener("click", confirm);
    find("lembar").addEventListener("submit", (event) => event.preventDefault());
    document.addEventListener("keydown", (event) => this.#key(event, { step, doubt, press, speak, go }));
  }

  #key(event, { step, doubt, press, speak }) {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]") || find("ruang").hidden) return;
    if (event.target.matches("input[type=text], textarea")) return;
    const key = event.key.toLowerCase();
    let act = null;
    if (event.key === "ArrowLeft") act = () => step(-1);
    else if (event.key === "ArrowRight") act = () => step(1);
    else if (key === "r") act = () => doubt(!find("ragu-tombol").checked);
    else if (key === "t") act = speak;
    else if (/^[a-e]$/.test(key)) act = () => press(key.charCodeAt(0) - 97);
    if (!act) return;
    event.preventDefault();
    act();
  }
}

function passage(text) {
  return make("div", { class: "wacana", id: "wacana" }, ...paragraphs(text).map((p) => make("p", { class: "kalimat" }, p)));
}

function button({ teks, href, onclick, utama, kecil }) {
  const look = `btn ${utama ? "btn-primary" : "btn-outline-primary"}${kecil ? " btn-sm" : ""}`;
  return href ? make("a", { class: look, href }, teks) : make("button", { class: look, type: "button", onclick }, teks);
}
