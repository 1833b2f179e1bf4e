// The waiting room: counts down by the server's clock, checks the device, and opens the exam by itself.
import { icon } from "./elemen.js";
import { countdown, Jam } from "./jam.js";
import * as periksa from "./periksa.js";
import { postInSession } from "./server.js";

const POLL = 20000;
const SPREAD = 8000;
const bekal = JSON.parse(document.getElementById("bekal").textContent);
const find = (name) => document.querySelector(`[data-${name}]`);
const agreed = document.getElementById("setuju");
const token = document.getElementById("token");
const jam = new Jam();
const state = { isOpen: false, isStarting: false, isReleased: false, isAgreed: bekal.setuju, release: null, spoken: null };
// What the check found, per line. Nothing found yet: nothing starts.
const found = new Map();
document.querySelector("[data-belum-jalan]").remove();

function showClock() {
  const left = jam.left(performance.now());
  const text = countdown(left);
  find("hitung").textContent = left >= 3600000 ? text : text.slice(3);
  speak(left);
  if (left <= 0 && !state.isOpen) opened();
}

function speak(left) {
  const minutes = Math.ceil(left / 60000);
  if (minutes === state.spoken || ![10, 5, 1].includes(minutes)) return;
  state.spoken = minutes;
  find("ucapan").textContent = `Ujian dibuka kurang dari ${minutes} menit lagi.`;
}

/** Everybody's session opens in the same second: each page waits a moment of its own, unless it came later. */
function opened() {
  state.isOpen = true;
  const late = jam.now(performance.now()) - bekal.mulai > SPREAD;
  find("hitung-ket").textContent = "Sesi sudah dibuka";
  find("hitung").textContent = "00:00";
  find("ucapan").textContent = "Sesi sudah dibuka.";
  ready();
  state.release = setTimeout(() => {
    state.isReleased = true;
    start(true);
  }, late ? 0 : Math.random() * SPREAD);
}

/** What is still missing before the exam can open, in one sentence; empty when nothing is. */
function missing() {
  const device = periksa.judgeAll(found);
  if (device === "belum") return "Perangkat sedang diperiksa. Tunggu sebentar.";
  if (device === "gagal") return "Perangkat ini belum siap. Ikuti petunjuk pada baris “Belum siap” di Periksa perangkat, atau angkat tangan.";
  if (!agreed.checked) return "Centang tata tertib agar ujian dapat dibuka.";
  if (bekal.perluToken && token.value.replace(/\W/g, "").length < 6) return "Ketik token ruang, lalu tekan Mulai ujian.";
  if (!state.isOpen) return "Semua siap. Ujian terbuka sendiri saat sesi dimulai.";
  return "";
}

function ready() {
  const lack = missing();
  find("mulai").disabled = Boolean(lack);
  find("mulai-ket").textContent = lack || "Semua siap.";
  find("hitung-kalimat").hidden = state.isOpen;
}

function trouble(judul, isi) {
  find("galat").hidden = !judul;
  find("galat-judul").textContent = judul;
  find("galat-isi").textContent = isi;
}

async function agree() {
  ready();
  if (!agreed.checked || state.isAgreed) return true;
  try {
    const reply = await postInSession(bekal.alamat.setuju, {}, bekal);
    if (reply.status === 401) return leave();
    state.isAgreed = reply.status === 200;
    if (!state.isAgreed) trouble("Tata tertib belum tercatat", reply.body.message);
  } catch {
    trouble("Sambungan terputus", "Centang Anda dicatat saat sambungan kembali. Waktu ujian Anda belum berjalan.");
  }
  return state.isAgreed;
}

function leave() {
  location.assign(bekal.alamat.peserta);
  return false;
}

/** `alone`: nobody pressed anything, so what is missing is no fault yet. */
async function start(alone = false) {
  clearTimeout(state.release);
  if (state.isStarting || missing()) return ready();
  state.isStarting = true;
  find("mulai").disabled = true;
  try {
    if (await agree()) await knock();
  } catch {
    trouble("Sambungan terputus", "Ujian belum dimulai dan waktu Anda belum berjalan. Halaman ini mencoba lagi sendiri.");
    state.release = setTimeout(() => start(alone), 3000 * (0.5 + Math.random()));
  } finally {
    state.isStarting = false;
    ready();
  }
  return undefined;
}

async function knock() {
  const { status, body } = await postInSession(bekal.alamat.mulai, { token: token?.value || "" }, bekal, { timeout: 15000 });
  if (status === 200) return location.assign(body.alamat);
  if (status === 401) return leave();
  if (status >= 500) throw new Error("server");
  trouble("Ujian belum dimulai", body.message);
  if (body.code === "room_token_wrong") {
    token.value = "";
    token.focus();
  }
  if (body.code === "not_running") leave();
  return undefined;
}

// ---------- Device check ----------

function line(name, { hasil, isi }) {
  found.set(name, hasil);
  const row = document.querySelector(`[data-periksa-baris="${name}"]`);
  const [word, family, picture] = periksa.words[hasil];
  row.hidden = false;
  row.dataset.hasil = hasil;
  row.querySelector("[data-periksa-isi]").textContent = isi;
  const mark = row.querySelector("[data-periksa-tanda]");
  mark.className = `tanda${family ? ` tanda-${family}` : ""}`;
  mark.replaceChildren(icon(picture), word);
}

async function check() {
  found.clear();
  find("periksa").setAttribute("aria-busy", "true");
  ready();
  const probes = [
    periksa.probeServer(bekal).then((told) => {
      for (const name of ["sambungan", "simpan", "jam"]) line(name, told[name]);
      if (told.sekarang) jam.sync(told.sekarang.server, told.sekarang.sent, told.sekarang.heard);
    }),
    periksa.probeStore().then((told) => line("gudang", told)),
    periksa.probeShell(bekal.pekerja).then((told) => line("luring", told)),
  ];
  probes.forEach((probe) => probe.then(ready));
  const facts = { isSecure: isSecureContext, width: screen.width, height: screen.height, lacks: periksa.lacking() };
  line("peramban", periksa.judgeBrowser(navigator.userAgent, facts));
  if (navigator.getBattery) probes.push(navigator.getBattery().then((b) => line("baterai", periksa.judgeBattery(b))).catch(() => {}));
  await Promise.allSettled(probes);
  find("periksa").setAttribute("aria-busy", "false");
  ready();
  // The line came late, or the session opened during the check: what can start now, starts.
  if (state.isReleased && !missing()) start(true);
}

/** The proctor lets this person in without the room's token. */
function letIn() {
  bekal.perluToken = false;
  find("token-bagian").hidden = true;
  find("ucapan").textContent = "Pengawas mengizinkan Anda masuk tanpa token.";
  ready();
  if (state.isReleased && !missing()) start(true);
}

async function poll() {
  try {
    const sent = performance.now();
    const reply = await fetch(bekal.alamat.keadaan, { credentials: "same-origin", cache: "no-store", headers: { Accept: "application/json" } });
    const heard = performance.now();
    if (reply.status === 401) return leave();
    const told = await reply.json();
    jam.sync(told.sekarang, sent, heard);
    if (bekal.perluToken && !told.perluToken) letIn();
    if (told.mulai !== bekal.mulai || told.tahap !== "ruang_tunggu") location.reload();
  } catch {
    // The next look will do; the countdown goes on without it.
  }
  return undefined;
}

jam.sync(bekal.sekarang, performance.now(), performance.now());
jam.deadline = bekal.mulai;
agreed.addEventListener("change", agree);
token?.addEventListener("input", ready);
token?.addEventListener("keydown", (event) => { if (event.key === "Enter") start(); });
find("mulai").addEventListener("click", () => start());
find("periksa-lagi").addEventListener("click", check);
setInterval(showClock, 500);
setInterval(poll, POLL * (0.8 + Math.random() * 0.4));
ready();
showClock();
check();
