// Entry of the exam page: one tab, the paper from the server or from this device, then a running sitting.
import { merge } from "./antrean.js";
import { askToOpen, keepOpened } from "./buka.js";
import { LOCK, openGudang } from "./gudang.js";
import { drain } from "./kirim.js";
import { Layar } from "./layar.js";
import { MasukLagi } from "./masuklagi.js";
import * as pesan from "./pesan.js";
import { Pintu } from "./server.js";
import { wireLooks } from "./tampilan.js";
import { Ujian } from "./ujian.js";

const bekal = JSON.parse(document.getElementById("bekal").textContent);
document.querySelector("[data-belum-jalan]").remove();
const layar = new Layar();
const masuk = new MasukLagi(bekal);
wireLooks();

async function main() {
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(bekal.pekerja, { scope: "/ujian/" }).catch(() => {});
  const gudang = await openGudang();
  if (!(await holdTab())) {
    return layar.message(`${pesan.otherTab().judul}. ${pesan.otherTab().isi}`, [{ teks: "Pakai tab ini", utama: true, onclick: () => holdTab(true).then(() => open(gudang)) }]);
  }
  return open(gudang);
}

let running = null;

/** One tab of this browser writes. A tab that takes over stops the other one at once. */
function holdTab(steal = false) {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((answer) => {
    const options = steal ? { steal: true } : { ifAvailable: true };
    navigator.locks.request(LOCK, options, (lock) => {
      answer(Boolean(lock));
      return lock ? new Promise(() => {}) : undefined;
    }).catch(() => {
      if (!running) return;
      running.halt();
      running.papan.set("henti", pesan.tabLost(), [{ teks: "Pakai tab ini", onclick: () => location.reload() }]);
    });
  });
}

async function open(gudang, failures = 0) {
  const kept = await gudang.current();
  let reply = null;
  try {
    reply = await askToOpen(bekal, kept?.head);
  } catch {
    reply = null;
  }
  if (reply && reply.status === 200) return begin(gudang, kept, reply);
  if (reply && reply.status === 410) return closed(gudang, kept);
  if (kept && kept.naskah && (!reply || reply.status === 401 || reply.status >= 500)) return goOn(gudang, kept);
  if (reply && reply.status < 500) return refused(reply);
  layar.message("Soal belum dapat dimuat karena sambungan ke server terputus. Waktu dan jawaban Anda aman di server. Halaman ini mencoba lagi sendiri; bila tetap gagal, angkat tangan.");
  setTimeout(() => open(gudang, failures + 1), Math.min(2000 * 2 ** failures, 15000) * (0.5 + Math.random()));
  return undefined;
}

function refused({ status, body }) {
  // Nothing on this page that could be lost: the entry itself.
  if (status === 401) return layar.message(body.message, [{ teks: "Masuk", href: bekal.masuk, utama: true }]);
  if (["lease_held", "key_changed"].includes(body.code)) return layar.message(body.message, [{ teks: "Coba lagi", onclick: () => location.reload(), utama: true }, { teks: "Halaman saya", href: bekal.peserta }]);
  return layar.message(body.message || "Ujian ini tidak dapat dibuka.", [{ teks: "Halaman saya", href: bekal.peserta, utama: true }]);
}

/** Online: keep what came, and show the server's answers under whatever this device has not sent yet. */
async function begin(gudang, kept, { body, sent, heard }) {
  const isOther = kept && kept.head.id !== body.pengerjaan;
  const queue = isOther ? [] : await gudang.entries(body.pengerjaan);
  const { head, naskah } = await keepOpened(gudang, body);
  running = new Ujian({ gudang, layar, bekal, masuk, head: { ...head, nama: body.nama }, naskah, answers: merge(body.jawaban, queue) });
  running.jam.sync(body.server_now, sent, heard);
  running.run();
}

/** No network, or the session is over: go on with what the device keeps; the token still opens the door. */
function goOn(gudang, { head, naskah, jawaban, antrean }) {
  const unsent = new Set(antrean.map((e) => `${e.versi}:${e.epoch}.${e.seq}`));
  const server = jawaban.filter((a) => !unsent.has(`${a.versi}:${a.epoch}.${a.seq}`));
  running = new Ujian({ gudang, layar, bekal, masuk, head, naskah, answers: merge(server, antrean) });
  running.jam.restore(head, Date.now(), performance.now());
  running.run();
  running.pulse();
}

/** Closed while this page was away: left-overs are handed in, to be decided on, then the receipt shows. */
async function closed(gudang, kept) {
  layar.message("Ujian ini sudah ditutup. Menyiapkan tanda terima.");
  if (kept) {
    const pintu = new Pintu(bekal);
    pintu.token = kept.head.token;
    if (await drain(gudang, pintu, kept.head.id)) await gudang.purge(kept.head.id);
  }
  location.replace(bekal.tandaTerima);
}

main();
