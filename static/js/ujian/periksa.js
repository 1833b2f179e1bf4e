// The device check of the waiting room: each probe answers {hasil: "baik" | "catat" | "perlu" | "gagal", isi}. `gagal` alone
// stands against a start, and says what to do.
import { openGudang } from "./gudang.js";
import { postInSession } from "./server.js";

const OLDEST = { Chrome: 109, Edg: 109, Firefox: 115 };

export const words = { baik: ["Baik", "daun", "cek"], catat: ["Dicatat", "", "info"], perlu: ["Perlu tindakan", "kunyit", "peringatan"], gagal: ["Belum siap", "bata", "peringatan"] };

export function judgeConnection(ms) {
  if (ms === null) return { hasil: "gagal", isi: "tidak ada jawaban. Periksa kabel atau Wi-Fi, atau angkat tangan." };
  if (ms > 3000) return { hasil: "perlu", isi: `${ms} milidetik, lambat. Jawaban tetap aman di perangkat.` };
  return { hasil: "baik", isi: `${ms} milidetik` };
}

/** `offset`: how far the device's clock is from the server's, in ms. */
export function judgeClock(offset) {
  const minutes = Math.round(Math.abs(offset) / 60000);
  if (minutes === 0) return { hasil: "baik", isi: "sama dengan jam server" };
  const word = offset < 0 ? "terlambat" : "lebih cepat";
  return { hasil: "catat", isi: `${word} ${minutes} menit. Tidak apa-apa: ujian memakai jam server.` };
}

/** `lacks`: names of what the exam needs and this browser has not. */
export function judgeBrowser(agent, { isSecure, width, height, lacks = [] }) {
  if (!isSecure) return { hasil: "gagal", isi: "alamat ini tidak aman: tidak diawali https. Ketik ulang alamat dengan https di depannya, atau angkat tangan." };
  // Edge names Chrome too, before itself.
  const [, name, version] = agent.match(/(Edg)\/(\d+)/) || agent.match(/(Firefox|Chrome)\/(\d+)/) || [];
  const label = name ? `${name === "Edg" ? "Edge" : name} ${version}, ${width} × ${height}` : `${width} × ${height}`;
  if ((name && Number(version) < OLDEST[name]) || lacks.length) {
    return { hasil: "gagal", isi: `${label}, terlalu lama. Perbarui ke Chrome atau Edge 109, Firefox 115, atau yang lebih baru, atau pindah komputer: angkat tangan.` };
  }
  return { hasil: "baik", isi: label };
}

/** What the exam needs of a browser and this one has not. */
export function lacking(scope = globalThis) {
  const needs = { indexedDB: scope.indexedDB, crypto: scope.crypto?.subtle, dialog: scope.HTMLDialogElement, fetch: scope.fetch };
  return Object.keys(needs).filter((name) => !needs[name]);
}

/** The whole check in one word: "belum" while a needed line has no result, "gagal" where one stands against a start. */
export function judgeAll(results, needed = ["peramban", "gudang", "sambungan", "simpan", "jam"]) {
  if (needed.some((name) => !results.get(name))) return "belum";
  return needed.some((name) => results.get(name) === "gagal") ? "gagal" : "baik";
}

export function judgeBattery({ level, charging }) {
  const percent = Math.round(level * 100);
  if (charging || percent >= 50) return { hasil: "baik", isi: charging ? `${percent}%, sedang diisi` : `${percent}%` };
  return { hasil: "perlu", isi: `${percent}%. Sambungkan pengisi daya sebelum ujian dibuka.` };
}

export async function probeStore() {
  const gudang = await openGudang();
  if (gudang.isMemory) return { hasil: "gagal", isi: "tidak tersedia. Tutup jendela penyamaran dan buka jendela biasa, atau pindah komputer: angkat tangan." };
  try {
    await gudang.begin({ id: "periksa", epoch: 1, seq: 0 }, { bagian: [] });
    const entry = await gudang.record("periksa", { versi: 1, nilai: "A", ragu: false });
    const kept = await gudang.entries("periksa");
    if (kept.length < 1 || entry.nilai !== "A") throw new Error("not kept");
    return { hasil: "baik", isi: "jawaban aman walau sambungan putus" };
  } catch {
    return { hasil: "gagal", isi: "penuh atau ditutup. Kosongkan ruang simpan perangkat lalu tekan Periksa lagi, atau angkat tangan untuk pindah komputer." };
  } finally {
    await gudang.purge("periksa").catch(() => {});
  }
}

/** There and back through the server: {simpan, sambungan, jam}. */
export async function probeServer(bekal) {
  const echo = Math.floor(Math.random() * 1e9);
  try {
    const { status, body, sent, heard } = await postInSession(bekal.alamat.periksa, { gema: echo }, bekal);
    const offset = Date.now() - (heard - sent) / 2 - body.sekarang;
    const isEcho = status === 200 && body.gema === echo;
    return {
      sambungan: judgeConnection(Math.round(heard - sent)),
      simpan: isEcho ? { hasil: "baik", isi: "kirim dan terima berhasil" } : { hasil: "gagal", isi: "jawaban server tidak cocok. Muat ulang halaman ini." },
      jam: judgeClock(offset),
      sekarang: isEcho ? { server: body.sekarang, sent, heard } : null,
    };
  } catch {
    const silent = { hasil: "gagal", isi: "belum dapat dicoba. Tekan Periksa lagi sesudah tersambung." };
    return { sambungan: judgeConnection(null), simpan: silent, jam: { hasil: "gagal", isi: "belum dapat dibandingkan dengan jam server" }, sekarang: null };
  }
}

/** The service worker has the page: from now on a reload works without network. */
export async function probeShell(address) {
  if (!("serviceWorker" in navigator)) return { hasil: "perlu", isi: "peramban ini tidak dapat memuat ulang tanpa sambungan" };
  try {
    await navigator.serviceWorker.register(address, { scope: "/ujian/" });
    const late = new Promise((_, reject) => { setTimeout(() => reject(new Error("late")), 15000); });
    await Promise.race([navigator.serviceWorker.ready, late]);
    return { hasil: "baik", isi: "halaman ujian sudah tersimpan di perangkat" };
  } catch {
    return { hasil: "perlu", isi: "halaman ujian belum tersimpan di perangkat. Tekan Periksa lagi." };
  }
}
