// The paper in the page's hands: one run of items through all sections, and what is answered. No DOM.

/**
 * Items in order, each with its section and the paper's images: {versi, nomor, tipe, format, stimulus, pertanyaan, opsi, bagian, ke,
 * petunjuk, isFirst, gambar}.
 */
export function flatten(bagian, gambar = {}) {
  return bagian.flatMap((b, k) => b.butir.map((item, i) => (
    { ...item, bagian: b.nama, ke: b.ke ?? k, petunjuk: b.petunjuk, isFirst: i === 0, gambar }
  )));
}

export function isBlank(nilai) {
  return nilai === null || nilai === undefined || nilai === "" || (Array.isArray(nilai) && nilai.length === 0);
}

/** State of one item on the map: "belum", "perangkat" or "server"; and whether it is doubted. */
export function stateOf(answer) {
  if (!answer) return { keadaan: "belum", ragu: false };
  return { keadaan: isBlank(answer.nilai) ? "belum" : answer.keadaan, ragu: Boolean(answer.ragu) };
}

export const WORDS = { belum: "belum dijawab", perangkat: "tersimpan di perangkat", server: "tersimpan di server" };

/**
 * {dijawab, server, perangkat, ragu, kosong: [numbers]}: answered, blank and doubted among these items; where the answers
 * are, of the whole sitting, earlier sections too. `perangkat` counts cleared answers on the way as well.
 */
export function tally(items, answers) {
  const count = { dijawab: 0, server: 0, perangkat: 0, ragu: 0, kosong: [] };
  for (const item of items) {
    const { keadaan, ragu } = stateOf(answers.get(item.versi));
    if (keadaan === "belum") count.kosong.push(item.nomor);
    else count.dijawab += 1;
    if (ragu) count.ragu += 1;
  }
  for (const answer of answers.values()) {
    if (answer.keadaan === "perangkat") count.perangkat += 1;
    else if (stateOf(answer).keadaan === "server") count.server += 1;
  }
  return count;
}

/** Where a paper opens: the item left last; where there is no way back, never before the last one answered. */
export function startAt(items, answers, { index = 0, navigasi = "bebas" } = {}) {
  const last = navigasi === "berurutan" ? items.findLastIndex((i) => answers.has(i.versi)) : 0;
  return Math.max(0, Math.min(Math.max(index, last), items.length - 1));
}

/** Whether one may go from item `from` to item `to` (indexes). */
export function canGo(navigasi, from, to, total) {
  if (to < 0 || to >= total) return false;
  return navigasi !== "berurutan" || to === from + 1;
}

/** "9 dan 27", "3, 4, dan 5", "1, 2, 3, dan 9 lainnya". */
export function listNumbers(numbers, most = 10) {
  const shown = numbers.length > most ? [...numbers.slice(0, most - 1), `${numbers.length - most + 1} lainnya`] : numbers;
  if (shown.length < 2) return String(shown[0] ?? "");
  if (shown.length === 2) return shown.join(" dan ");
  return `${shown.slice(0, -1).join(", ")}, dan ${shown[shown.length - 1]}`;
}

/** Paragraphs of a plain text: an empty line parts them, a single break stays one. */
export function paragraphs(text) {
  return text.split(/\n\s*\n/).map((part) => part.trim()).filter(Boolean);
}
