// The exam page's eyes and hands: frame, question, bar, banners. The map is in peta.js, dialogs in dialog.js.
import { Dialog } from "./dialog.js";
import { make, icon } from "./elemen.js";
import { clock, countdown, phase } from "./jam.js";
import { stateOf } from "./naskah.js";
import { Peta } from "./peta.js";
import { sectionLine } from "./pesan.js";
import { typeOf } from "./tipe/indeks.js";
import { actOf } from "./tombol.js";
import { blocks, written } from "./tulisan.js";

const find = (name) => document.querySelector(`[data-${name}]`);

export class Layar {
  constructor() {
    this.items = [];
    this.field = null;
    this.title = document.title.split(" · ").pop();
    this.peta = new Peta(find("peta"), find("petunjuk-peta"));
    this.dialogs = Object.fromEntries(["kumpul", "tanya", "menu", "berkas", "gambar"].map((id) => [id, new Dialog(id)]));
    this.#watchBanner();
    document.addEventListener("click", (event) => this.#enlarge(event.target.closest("[data-perbesar]")));
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

  /** `go` null where there is no way back; `jumlah` sections in all; after the last one handing in comes next. */
  paper(items, { go, jumlah, isLastSection }) {
    Object.assign(this, { items, jumlah, isOneWay: !go });
    this.peta.draw(items, go);
    find("sebelum").hidden = !go;
    find("berurutan").hidden = Boolean(go);
    find("kumpul-buka").textContent = isLastSection ? "Periksa dan kumpulkan" : "Selesai bagian ini";
    this.endWord = isLastSection ? "Selesai" : "Selesai bagian ini";
  }

  item(n, answer, change, { isFocused = true, isLocked = false } = {}) {
    const item = this.items[n];
    const type = typeOf(item);
    this.#where(item);
    const body = type.draw(item, answer?.nilai ?? null, change);
    const hadFocus = find("soal").contains(document.activeElement);
    find("soal").replaceChildren(...question(item, body));
    this.field = { type, body, versi: item.versi };
    if (isLocked) type.lock(body);
    this.mark(item.versi, answer);
    this.#buttons(n, isLocked);
    this.peta.here(item.versi);
    if (isFocused) {
      find("kepala").focus({ preventScroll: true });
      scrollTo({ top: 0 });
    } else if (hadFocus) {
      (body.querySelector("input:checked") || body.querySelector("input"))?.focus({ preventScroll: true });
    }
  }

  /** Number, title, and the section with its instruction: open on its first question, one press away on the others. */
  #where(item) {
    const whole = `dari ${this.items[this.items.length - 1].nomor}`;
    const where = `Soal ${item.nomor} ${whole}`;
    find("kepala").textContent = where;
    document.title = `${where} · ${this.title}`;
    find("nomor").textContent = item.nomor;
    find("dari").textContent = whole;
    find("bagian").hidden = this.jumlah < 2 && !item.petunjuk;
    find("bagian-judul").textContent = this.jumlah < 2 ? item.bagian : sectionLine({ ke: item.ke, jumlah: this.jumlah, nama: item.bagian });
    find("bagian-petunjuk").hidden = !item.petunjuk;
    find("bagian-petunjuk").open = item.isFirst;
    find("bagian-petunjuk-isi").textContent = item.petunjuk || "";
  }

  #buttons(n, isLocked) {
    const isLast = n === this.items.length - 1;
    find("ragu-tombol").disabled = isLocked;
    find("sebelum").disabled = n === 0;
    find("sesudah").disabled = isLocked && (isLast || this.isOneWay);
    find("sesudah-teks").textContent = isLast ? this.endWord : "Berikutnya";
    find("navigasi").toggleAttribute("data-akhir", isLast);
  }

  /** Show where the answer of one item is, on the map and, when it is open, on the item. */
  mark(versi, answer) {
    this.peta.mark(versi, answer);
    if (!this.field || this.field.versi !== versi) return;
    const { keadaan, ragu } = stateOf(answer);
    this.field.type.mark(this.field.body, keadaan);
    find("ragu-tombol").checked = ragu;
  }

  lock() {
    if (this.field) this.field.type.lock(this.field.body);
    find("ragu-tombol").disabled = true;
  }

  // ---------- Bar ----------

  saveLine({ keadaan, judul, isi }) {
    find("simpan-baris").dataset.keadaan = keadaan;
    const bubble = { server: " bulat-tinta", perangkat: " bulat-pensil" }[keadaan] || "";
    find("simpan-bulat").className = `bulat bulat-kecil${bubble}`;
    say(find("simpan-judul"), judul);
    find("simpan-isi").textContent = isi;
  }

  count({ dijawab, kosong, ragu, perangkatDiPeta, serverDiPeta }, total) {
    find("peta-jumlah").textContent = `· ${dijawab} dari ${total} dijawab`;
    this.peta.count({ belum: kosong.length, perangkat: perangkatDiPeta, server: serverDiPeta, ragu });
  }

  clock({ left, limit, zona, isPaused, section }) {
    const until = clock(limit, zona);
    find("jam-angka").textContent = countdown(left);
    find("jam-ket").textContent = isPaused ? "dijeda" : section === null ? `sampai ${until}` : `bagian ${section + 1} s.d. ${until.split(" ")[0]}`;
    find("jam").dataset.tahap = isPaused ? "dijeda" : phase(left);
  }

  sectionLeft(text) {
    say(find("bagian-sisa"), text ? ` · ${text}` : "");
  }

  say(text) {
    if (text) find("kabar-waktu").textContent = text;
  }

  call({ tombol, kalimat, isWaiting }) {
    find("panggil-teks").textContent = tombol;
    find("panggil-buka").toggleAttribute("data-terpanggil", isWaiting);
    say(find("panggil-kalimat"), kalimat);
  }

  report(kalimat) {
    say(find("lapor-kalimat"), kalimat);
  }

  // ---------- Banners ----------

  /** The state of the sitting, {keluarga, ikon, judul, isi}; `aksi` its buttons. Null takes it away. */
  banner(kabar, aksi = []) {
    place(find("kabar"), kabar, aksi);
    this.shortWords = kabar ? kabar.singkat || kabar.judul : "";
    find("kabar-singkat").className = kabar ? `kabar-singkat kabar-${kabar.keluarga}` : "kabar-singkat";
    this.#short();
  }

  /** News: what the proctor did or said. */
  news(kabar, aksi = []) {
    place(find("berita"), kabar, aksi);
  }

  /** Scrolled out of sight, the state stays in the bar as one line. */
  #watchBanner() {
    this.isBannerSeen = true;
    this.shortWords = "";
    new IntersectionObserver(([entry]) => {
      this.isBannerSeen = entry.isIntersecting;
      this.#short();
    }, { rootMargin: "-60px 0px 0px 0px" }).observe(find("kabar"));
  }

  #short() {
    const isShown = !this.isBannerSeen && Boolean(this.shortWords);
    find("kabar-singkat").hidden = !isShown;
    find("kabar-singkat-judul").textContent = isShown ? this.shortWords : "";
  }

  // ---------- Dialogs ----------

  ask({ isi, kosong }) {
    find("kumpul-isi").textContent = isi;
    find("kumpul-kosong").textContent = kosong;
    find("kumpul-kosong").hidden = !kosong;
    this.askTrouble("", false);
    this.askBusy(false);
    this.dialogs.kumpul.open();
  }

  askBusy(isBusy) {
    const send = find("kumpul-kirim");
    send.disabled = isBusy;
    send.textContent = isBusy ? "Mengirim …" : "Kumpulkan jawaban";
  }

  askTrouble(text, isRescued) {
    this.dialogs.kumpul.trouble(text);
    find("kumpul-berkas").hidden = !isRescued;
  }

  closeAsk() {
    this.dialogs.kumpul.close();
  }

  /** One question before something that cannot be taken back: {judul, isi, rinci, lanjut, batal}. True when it goes on. */
  tanya({ judul, isi, rinci, lanjut, batal }) {
    const { box } = this.dialogs.tanya;
    for (const [name, text] of Object.entries({ judul, isi, rinci, lanjut, batal })) find(`tanya-${name}`).textContent = text;
    find("tanya-rinci").hidden = !rinci;
    box.returnValue = "";
    this.dialogs.tanya.open();
    return new Promise((answer) => {
      find("tanya-lanjut").onclick = () => box.close("lanjut");
      box.addEventListener("close", () => answer(box.returnValue === "lanjut"), { once: true });
    });
  }

  #enlarge(opener) {
    if (!opener) return;
    const image = opener.querySelector("img") || opener.parentElement.querySelector("img");
    find("gambar-tempat").replaceChildren(make("img", { src: image.src, alt: image.alt || "Gambar soal" }));
    find("gambar-ket").textContent = image.alt;
    this.dialogs.gambar.open();
  }

  // ---------- Hands and keys ----------

  wire({ step, doubt, press, speak, submit, confirm, rescue, report }) {
    const on = (name, act) => document.querySelectorAll(`[data-${name}]`).forEach((b) => b.addEventListener("click", act));
    on("sebelum", () => step(-1));
    on("sesudah", () => step(1));
    on("kumpul-buka", submit);
    on("kumpul-kirim", confirm);
    on("kumpul-berkas", rescue);
    on("berkas-buka", () => { this.dialogs.menu.close(); rescue(); });
    on("lapor-menu", () => { this.dialogs.menu.close(); report(); });
    on("menu-buka", () => this.dialogs.menu.open());
    find("ragu-tombol").addEventListener("change", (event) => doubt(event.target.checked));
    find("lembar").addEventListener("submit", (event) => event.preventDefault());
    const acts = { step: (by) => step(by, true), doubt: () => doubt(!find("ragu-tombol").checked), press, speak, help: () => this.dialogs.menu.open() };
    document.addEventListener("keydown", (event) => this.#key(event, acts));
  }

  #key(event, acts) {
    if (document.querySelector("dialog[open]") || find("ruang").hidden || event.target.matches("input[type=text], textarea")) return;
    const act = actOf(event);
    if (!act) return;
    event.preventDefault();
    acts[act[0]](act[1]);
  }
}

/** Passage and question. Plain questions are the group's legend; one with tables or images stands before the group. */
function question(item, body) {
  const passage = item.stimulus ? make("div", { class: "wacana", id: "wacana" }, ...blocks(item.stimulus, item)) : null;
  const told = { "aria-describedby": passage ? "wacana" : null };
  if (item.format !== "html") {
    return [passage, make("fieldset", told, make("legend", { class: "kalimat" }, item.pertanyaan), body)].filter(Boolean);
  }
  const words = make("div", { class: "tulisan pertanyaan", id: "pertanyaan" }, ...written(item.pertanyaan, item));
  passage?.classList.add("tulisan");
  return [passage, words, make("fieldset", { ...told, "aria-labelledby": "pertanyaan" }, body)].filter(Boolean);
}

/** A live region speaks when its text changes, so that the same words twice stay silent. */
function say(line, text) {
  if (line.textContent !== text) line.textContent = text;
}

function place(where, kabar, aksi) {
  if (!kabar) return where.replaceChildren();
  const words = make("div", {}, make("p", { class: "kabar-judul" }, kabar.judul), make("p", {}, kabar.isi));
  const buttons = aksi.length ? make("div", { class: "kabar-aksi" }, ...aksi.map((a) => button({ ...a, kecil: true }))) : null;
  const role = kabar.keluarga === "bata" ? "alert" : "status";
  return where.replaceChildren(make("div", { class: `kabar kabar-${kabar.keluarga} mb-3`, role }, icon(kabar.ikon), words, buttons));
}

function button({ teks, href, onclick, utama, kecil }) {
  const look = `btn ${utama ? "btn-primary" : "btn-outline-primary"}${kecil ? " btn-sm" : ""}`;
  return href ? make("a", { class: look, href }, teks) : make("button", { class: look, type: "button", onclick }, teks);
}
