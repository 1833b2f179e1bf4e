// Options as rows with a bubble: what the choice types share.
import { make } from "../elemen.js";
import { written } from "../tulisan.js";

export const letter = (n) => String.fromCharCode(65 + n);

/** `isChosen(kode)`; `pick(kode)` is called when a row is used. `kind`: "radio" or "checkbox". */
export function drawOptions(item, kind, isChosen, pick) {
  const box = make("div", { class: "opsi-kumpulan" });
  item.opsi.forEach((opsi, n) => {
    const id = `opsi-${item.nomor}-${n}`;
    const input = make("input", { type: kind, name: `soal-${item.nomor}`, id, value: opsi.kode, onchange: () => pick(opsi.kode) });
    input.checked = isChosen(opsi.kode);
    const label = make("label", { for: id }, make("span", { class: "bulat" }, letter(n)), make("span", { class: item.format === "html" ? "tulisan" : "kalimat" }, ...written(opsi.teks, item, { isZoomable: false })));
    box.append(make("div", { class: "opsi" }, input, label, label.querySelector("img") ? looker(n) : null));
  });
  return box;
}

/** A label's picture cannot be a button itself: its button stands below it. */
function looker(n) {
  return make("button", { type: "button", class: "btn btn-link btn-sm gambar-lihat", "data-perbesar": true }, `Perbesar gambar ${letter(n)}`);
}

export function markOptions(element, keadaan) {
  for (const label of element.querySelectorAll("label")) {
    if (label.previousElementSibling.checked && keadaan !== "belum") label.dataset.simpan = keadaan;
    else delete label.dataset.simpan;
  }
}

export function lockOptions(element) {
  element.querySelectorAll("input").forEach((input) => { input.disabled = true; });
}

/** A type whose answer is one option's code. */
export function singleChoice(tipe) {
  return {
    tipe,
    wait: 0,
    draw: (item, nilai, change) => drawOptions(item, "radio", (kode) => kode === nilai, change),
    mark: markOptions,
    press: (item, nilai, n) => item.opsi[n]?.kode,
    lock: lockOptions,
  };
}
