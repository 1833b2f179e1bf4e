// The receipt page: nothing of this sitting stays on the device, and the page says so once that is true.
import { openGudang } from "./gudang.js";
import { drain } from "./kirim.js";
import { Pintu } from "./server.js";

const DOORS = { simpan: "/ujian/api/simpan", denyut: "/ujian/api/denyut", kumpul: "/ujian/api/kumpul" };

async function tidy() {
  const id = document.querySelector("[data-pengerjaan]").dataset.pengerjaan;
  const line = document.querySelector("[data-sisa]");
  const gudang = await openGudang();
  const kept = await gudang.load(id);
  let isClean = true;
  if (kept) {
    const pintu = new Pintu(DOORS);
    pintu.token = kept.head.token;
    isClean = await drain(gudang, pintu, id);
    if (isClean) await gudang.purge(id);
  }
  line.textContent = isClean
    ? "Tidak ada yang tertinggal di perangkat ini."
    : "Beberapa jawaban masih ada di perangkat ini dan belum terkirim. Muat ulang halaman ini setelah tersambung.";
}

tidy().catch(() => {});
