// Several right options: the answer is the sorted list of their codes, null when none is chosen.
import { make } from "../elemen.js";
import { drawOptions, lockOptions, markOptions } from "./pilihan.js";

const HINT = "Jawaban yang tepat dapat lebih dari satu.";

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
    const options = drawOptions(item, "checkbox", (kode) => (nilai || []).includes(kode), (kode) => {
      now = toggle(now, kode);
      change(now);
    });
    return make("div", { role: "group", "aria-label": HINT }, make("p", { class: "form-text mt-0 mb-2", "aria-hidden": "true" }, HINT), options);
  },
  mark: markOptions,
  press: (item, nilai, n) => (item.opsi[n] ? toggle(nilai, item.opsi[n].kode) : undefined),
  lock: lockOptions,
};
