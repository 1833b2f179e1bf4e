// What a selection of rows says. No DOM.
import { count } from "./angka.js";

/** "{n}" in a button's pattern becomes the number of chosen rows. */
export function fill(pattern, chosen) {
  return pattern.replaceAll("{n}", count(chosen));
}

export function summary(chosen, total) {
  if (chosen === 0) return "Belum ada yang dipilih.";
  return chosen === total ? `Semua ${count(total)} di halaman ini dipilih.` : `${count(chosen)} dari ${count(total)} di halaman ini dipilih.`;
}
