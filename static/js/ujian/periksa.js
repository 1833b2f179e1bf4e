// The device check of the waiting room: each probe answers {hasil: "baik" | "catat" | "perlu" | "gagal", isi}. `gagal` alone
// stands against a start.
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

export function judgeBrowser(agent, { isSecure, width, height }) {
  if (!isSecure) return { hasil: "gagal", isi: "alamat ini tidak aman (tanpa TLS). Ujian tidak dapat dimulai dari sini; angkat tangan." };
  const [, name, version] = agent.match(/(Edg|Firefox|Chrome)\/(\d+)/) || [];
  const label = name ? `${name === "Edg" ? "Edge" : name} ${version}, ${width} × ${height}` : `${width} × ${height}`;
  if (name && Number(version) < OLDEST[name]) return { hasil: "perlu", isi: `${label}, sudah lama. Bila ada, pakai komputer lain.` };
  return { hasil: "baik", isi: label };
}

export function judgeBattery({ level, charging }) {
  const percent = Math.round(level * 100);
  if (charging || percent >= 50) return { hasil: "baik", isi: charging ? `${percent}%, sedang diisi` : `${percent}%` };
  return { hasil: "perlu", isi: `${percent}%. Sambungkan pengisi daya sebelum ujian dibuka.` };
}

export async function probeStore() {
  const gudang = await openGudang();
  if (gudang.isMemory) return { hasil: "perlu", isi: "tidak tersedia. Jawaban hanya aman selama tersambung; bila ada, pakai komputer lain." };
  try {
    await gudang.begin({ id: "periksa", epoch: 1, seq: 0 }, { bagian: [] });
    const entry = await gudang.record("periksa", { versi: 1, nilai: "A", ragu: false });
    const kept = await gudang.entries("periksa");
    if (kept.length < 1 || entry.nilai !== "A") throw new Error("not kept");
    return { hasil: "baik", isi: "jawaban aman walau sambungan putus" };
  } catch {
    return { hasil: "perlu", isi: "penuh atau ditutup. Jawaban hanya aman selama tersambung; angkat tangan bila ada komputer lain." };
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
    const silent = { hasil: "gagal", isi: "belum dapat dicoba" };
    return { sambungan: judgeConnection(null), simpan: silent, jam: { hasil: "catat", isi: "belum dapat dibandingkan" }, sekarang: null };
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
