// The paper in the page's hands: one run of items through all sections, and what is answered. No DOM.

/** Items in order, each with its section: {versi, nomor, tipe, stimulus, pertanyaan, opsi, bagian, petunjuk, isFirst}. */
export function flatten(bagian) {
  return bagian.flatMap((b) => b.butir.map((item, i) => ({ ...item, bagian: b.nama, petunjuk: b.petunjuk, isFirst: i === 0 })));
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

/** {dijawab, server, perangkat, ragu, kosong: [numbers]} of a paper; `perangkat` counts cleared answers on the way too. */
export function tally(items, answers) {
  const count = { dijawab: 0, server: 0, perangkat: 0, ragu: 0, kosong: [] };
  for (const item of items) {
    const answer = answers.get(item.versi);
    const { keadaan, ragu } = stateOf(answer);
    if (keadaan === "belum") count.kosong.push(item.nomor);
    else count.dijawab += 1;
    if (answer && answer.keadaan === "perangkat") count.perangkat += 1;
    if (keadaan === "server") count.server += 1;
    if (ragu) count.ragu += 1;
  }
  return count;
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
