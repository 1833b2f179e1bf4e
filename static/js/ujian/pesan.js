// The sentences of the exam page: what is the case, what is safe, what to do. No DOM.
import { clock } from "./jam.js";
import { listNumbers } from "./naskah.js";

/** The save line: {keadaan, judul, isi}. `memori`: the device keeps nothing over a reload. */
export function saveLine({ server, perangkat, last, zona, memori = false }) {
  if (perangkat > 0) {
    const where = memori ? "belum terkirim" : "di perangkat ini";
    return { keadaan: "perangkat", judul: `${perangkat} jawaban ${where}`, isi: `${server} sudah di server` };
  }
  if (server === 0) return { keadaan: "kosong", judul: "Belum ada jawaban", isi: "setiap pilihan tersimpan sendiri" };
  return { keadaan: "server", judul: "Tersimpan di server", isi: `${server} jawaban${last ? `, terakhir ${clock(last, zona, true).split(" ")[0]}` : ""}` };
}

export function offline({ sejak, zona, perangkat, portal }) {
  const safe = perangkat > 0 ? `${perangkat} jawaban aman di perangkat ini dan akan terkirim sendiri.` : "Jawaban Anda sejauh ini sudah di server.";
  if (portal) {
    return { keluarga: "kunyit", ikon: "putus", judul: "Jaringan meminta masuk lebih dulu", isi: `${safe} Angkat tangan agar pengawas menyambungkan jaringan. Jangan menutup halaman ini.` };
  }
  return { keluarga: "kunyit", ikon: "putus", judul: `Sambungan terputus sejak ${clock(sejak, zona).split(" ")[0]}`, isi: `Silakan terus mengerjakan. ${safe} Jangan menutup halaman ini.` };
}

export function timeAdded({ detik, alasan, deadline, zona }) {
  return { keluarga: "tinta", ikon: "jam", judul: `Waktu Anda ditambah ${Math.round(detik / 60)} menit`, isi: `${alasan ? `${alasan.replace(/[.\s]+$/, "")}. ` : ""}Ujian kini berakhir pukul ${clock(deadline, zona)}.` };
}

export function leaseLost({ perangkat }) {
  const kept = perangkat > 0 ? ` ${perangkat} jawaban dari perangkat ini disimpan terpisah untuk diputuskan panitia.` : "";
  return { keluarga: "bata", ikon: "pindah", judul: "Ujian ini dilanjutkan di perangkat lain", isi: `Halaman ini berhenti menyimpan.${kept} Bila ini tidak Anda minta, angkat tangan.` };
}

export function notStorable(count) {
  return { keluarga: "bata", ikon: "peringatan", judul: `${count} jawaban tidak dapat disimpan server`, isi: "Jawaban lain aman. Pilih ulang jawaban soal itu, atau angkat tangan." };
}

export function otherTab() {
  return { keluarga: "kunyit", ikon: "layar", judul: "Ujian ini sudah terbuka di tab lain", isi: "Lanjutkan di tab itu, atau pakai tab ini. Jawaban yang sudah tersimpan ikut ke sini." };
}

export function tabLost() {
  return { keluarga: "bata", ikon: "layar", judul: "Ujian ini dilanjutkan di tab lain", isi: "Halaman ini berhenti menyimpan. Jawaban Anda aman di tab yang baru." };
}

export function timeUp({ perangkat }) {
  const isi = perangkat > 0
    ? `Jawaban tidak dapat diubah lagi. ${perangkat} jawaban aman di perangkat ini dan sedang dikirim. Jangan menutup halaman ini.`
    : "Jawaban tidak dapat diubah lagi dan semuanya sudah di server. Tanda terima sedang disiapkan.";
  return { keluarga: "kunyit", ikon: "jam", judul: "Waktu habis", isi };
}

/** What the dialog says before handing in. */
export function submitQuestion({ dijawab, total, kosong, ragu, perangkat }) {
  const parts = [`${dijawab} dari ${total} soal dijawab.`];
  if (ragu) parts.push(`${ragu} soal bertanda ragu-ragu.`);
  if (perangkat) parts.push(`${perangkat} jawaban ikut dikirim bersama pengumpulan.`);
  parts.push("Sesudah dikumpulkan, jawaban tidak dapat diubah.");
  return { isi: parts.join(" "), kosong: kosong.length ? `Belum dijawab: nomor ${listNumbers(kosong)}.` : "" };
}
