// Several right options: the answer is the sorted list of their codes, null when none is chosen.
import { drawOptions, lockOptions, markOptions } from "./pilihan.js";

export function toggle(nilai, kode) {
  const chosen = new Set(nilai || []);
  if (!chosen.delete(kode)) chosen.add(kode);
  return chosen.size ? [...chosen].sort() : null;
}

export default {
  tipe: "pilihan_ganda_kompleks",
  wait: 0,
  draw(item, nilai, change) {
    let now = nilai;
    return drawOptions(item, "checkbox", (kode) => (nilai || []).includes(kode), (kode) => {
      now = toggle(now, kode);
      change(now);
    });
  },
  mark: markOptions,
  press: (item, nilai, n) => (item.opsi[n] ? toggle(nilai, item.opsi[n].kode) : undefined),
  lock: lockOptions,
};
