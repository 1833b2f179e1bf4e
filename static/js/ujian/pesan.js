// The sentences of the exam page: what is the case, what is safe, what to do. No DOM.
import { clock, roughly } from "./jam.js";
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
  const since = clock(sejak, zona).split(" ")[0];
  return { keluarga: "kunyit", ikon: "putus", judul: `Sambungan terputus sejak ${since}`, singkat: `Tidak tersambung sejak ${since}.`, isi: `Silakan terus mengerjakan. ${safe} Jangan menutup halaman ini.` };
}

const sentence = (text) => (text ? `${text.replace(/[.\s]+$/, "")}. ` : "");

export function timeAdded({ detik, alasan, deadline, zona, bagian = null }) {
  const what = bagian === null ? `Ujian kini berakhir pukul ${clock(deadline, zona)}.` : `Bagian ini kini berakhir pukul ${clock(bagian, zona)}.`;
  return { keluarga: "tinta", ikon: "jam", judul: `Waktu Anda ditambah ${Math.max(1, Math.round(detik / 60))} menit`, isi: `${sentence(alasan)}${what}` };
}

/** The sitting stands still: the reason first, then what is safe, then what happens. */
export function paused({ alasan, perangkat }) {
  const safe = perangkat > 0 ? `${perangkat} jawaban aman di perangkat ini dan akan terkirim sendiri.` : "Semua jawaban Anda sudah di server.";
  return { keluarga: "nila", ikon: "jeda", judul: "Ujian dijeda, waktu Anda berhenti", isi: `${sentence(alasan)}${safe} Soal terbuka lagi dengan sendirinya; tetaplah di tempat.` };
}

export function resumed({ limit, zona }) {
  return { keluarga: "tinta", ikon: "lanjut", judul: "Ujian dilanjutkan", isi: `Waktu Anda berjalan lagi, sampai pukul ${clock(limit, zona)}.` };
}

export function message(alasan) {
  return { keluarga: "tinta", ikon: "pesan", judul: "Pesan pengawas", isi: alasan };
}

export function answered(alasan) {
  return { keluarga: "tinta", ikon: "tangan", judul: "Jawaban pengawas", isi: alasan || "Panggilan Anda sudah ditanggapi." };
}

export function signIn({ perangkat }) {
  const safe = perangkat > 0 ? `${perangkat} jawaban aman di perangkat ini dan terkirim sesudah Anda masuk.` : "Semua jawaban Anda sudah di server.";
  return { keluarga: "kunyit", ikon: "kunci", judul: "Anda perlu masuk lagi", isi: `${safe} Ketik NIP dan kode kartu; halaman ini tetap terbuka.` };
}

// ---------- Sections ----------

/** "Bagian 1 dari 3 · Teknis", and beside it, where the section has its own time, "sisa 12 menit". */
export function sectionLine({ ke, jumlah, nama }) {
  return [`Bagian ${ke + 1} dari ${jumlah}`, nama].filter(Boolean).join(" · ");
}

export function sectionLeft(left, isPaused) {
  if (left === null) return "";
  return isPaused ? "waktu berhenti" : `sisa ${roughly(left)}`;
}

export function sectionQuestion({ ke, dijawab, total, kosong, ragu }) {
  const parts = [`${dijawab} dari ${total} soal di bagian ini dijawab.`];
  if (ragu) parts.push(`${ragu} soal bertanda ragu-ragu.`);
  parts.push(`Sesudah ini bagian ${ke + 2} terbuka dan Anda tidak dapat kembali ke bagian ${ke + 1}.`);
  return {
    judul: `Selesaikan bagian ${ke + 1}?`,
    isi: parts.join(" "),
    rinci: kosong.length ? `${kosong.length} soal belum dijawab: nomor ${listNumbers(kosong)}.` : "",
    lanjut: `Selesaikan bagian ${ke + 1}`,
    batal: "Kembali mengerjakan",
  };
}

export function sectionOver({ ke, perangkat, isTime }) {
  const safe = perangkat > 0 ? `${perangkat} jawaban aman di perangkat ini dan ikut dikirim.` : "Jawaban bagian ini sudah di server.";
  return {
    keluarga: "kunyit", ikon: "jam", judul: isTime ? `Waktu bagian ${ke + 1} habis` : `Bagian ${ke + 1} selesai`,
    isi: `${safe} Bagian ${ke + 2} sedang dibuka; bila sambungan terputus, halaman ini mencoba lagi sendiri. Jangan menutup halaman ini.`,
  };
}

export function sectionOpened({ ke, jumlah, nama, isTime }) {
  return { keluarga: "tinta", ikon: "lanjut", judul: `${sectionLine({ ke, jumlah, nama })} dibuka`, isi: isTime ? `Waktu bagian ${ke} habis. Jawabannya sudah tersimpan.` : `Jawaban bagian ${ke} sudah tersimpan.` };
}

export function blankQuestion(nomor) {
  return {
    judul: `Soal ${nomor} belum dijawab`, isi: "Soal dikerjakan berurutan: sesudah pindah, Anda tidak dapat kembali ke soal ini.", rinci: "",
    lanjut: "Lewati soal ini", batal: `Kembali ke soal ${nomor}`,
  };
}

export function rescueCount({ perangkat }) {
  return perangkat > 0
    ? `${perangkat} jawaban di perangkat ini belum sampai ke server. Berkas ini memuat semuanya.`
    : "Semua jawaban Anda sudah di server. Berkas ini hanya diperlukan bila pengawas memintanya.";
}

// ---------- Calls and reports ----------

const at = (ms, zona) => clock(ms, zona).split(" ")[0];

/** What the button of the call says, and its sentence; `state` as in panggilan.js. */
export function callState(state, zona) {
  if (!state) return { tombol: "Panggil proktor", kalimat: "", isWaiting: false };
  if (state.keadaan === "dijawab") return { tombol: "Panggil proktor", kalimat: answeredAt(state, zona), isWaiting: false };
  const words = {
    mengirim: { tombol: "Memanggil …", kalimat: "Memanggil proktor." },
    menunggu: { tombol: "Menunggu sambungan", kalimat: "Panggilan terkirim begitu sambungan kembali. Bila mendesak, angkat tangan." },
    terkirim: { tombol: `Dipanggil ${at(state.at, zona)}`, kalimat: `Proktor sudah dipanggil ${at(state.at, zona)}. Silakan terus mengerjakan.` },
  };
  return { ...words[state.keadaan], isWaiting: true };
}

/** What stays of an answer: when it came, and after a reload, when its banner is gone, also what it says. */
const answeredAt = ({ at: ms, tanggapan }, zona) => `Proktor menjawab ${at(ms, zona)}${tanggapan ? `: ${tanggapan}` : "."}`;

export function reportState(state, zona) {
  if (!state) return "";
  if (state.keadaan === "dijawab") return answeredAt(state, zona);
  return { mengirim: "Mengirim laporan …", menunggu: "Laporan terkirim begitu sambungan kembali.", terkirim: `Soal ini sudah Anda laporkan ${at(state.at, zona)}.` }[state.keadaan];
}

export function leaseLost({ perangkat }) {
  const kept = perangkat > 0 ? ` ${perangkat} jawaban dari perangkat ini disimpan terpisah untuk diputuskan panitia.` : "";
  return { keluarga: "bata", ikon: "pindah", judul: "Ujian ini dilanjutkan di perangkat lain", isi: `Halaman ini berhenti menyimpan.${kept} Bila ini tidak Anda minta, angkat tangan.` };
}

export function notKept() {
  return { keluarga: "bata", ikon: "peringatan", judul: "Jawaban terakhir belum tersimpan", isi: "Penyimpanan perangkat ini penuh atau ditutup. Angkat tangan sebelum melanjutkan." };
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

export function timeUp({ perangkat, isTrouble = false }) {
  const isi = perangkat > 0
    ? `Jawaban tidak dapat diubah lagi. ${perangkat} jawaban aman di perangkat ini dan sedang dikirim. ${isTrouble ? "Belum sampai; pengiriman diulang sendiri. " : ""}Jangan menutup halaman ini.`
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
