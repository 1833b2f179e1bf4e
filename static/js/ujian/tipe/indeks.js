// Item types. The contract of a type, one module each; a new type is one module and its line here:
//   tipe                       the name that a paper carries
//   wait                       milliseconds to let typing settle before a change is kept; 0 keeps it at once
//   draw(item, nilai, change)  an element with the field; calls change(nilai) whenever the participant changes it
//   mark(element, keadaan)     shows on that element where the answer is: "belum", "perangkat" or "server"
//   press(item, nilai, n)      the answer after the n-th letter key (A is 0), or undefined when the key means nothing here
//   lock(element)              makes the field readable only
// An answer is null (blank), a text, or a list of option codes; the server and the scoring read the same.
import benarSalah from "./benar_salah.js";
import isianSingkat from "./isian_singkat.js";
import numerik from "./numerik.js";
import pilihanGanda from "./pilihan_ganda.js";
import pilihanGandaKompleks from "./pilihan_ganda_kompleks.js";
import sjt from "./sjt.js";

const TYPES = [benarSalah, isianSingkat, numerik, pilihanGanda, pilihanGandaKompleks, sjt];
const byName = new Map(TYPES.map((type) => [type.tipe, type]));

export const names = TYPES.map((type) => type.tipe);

/** A paper with a type that this page does not know still shows the item, and takes a typed answer. */
export function typeOf(item) {
  return byName.get(item.tipe) || isianSingkat;
}
