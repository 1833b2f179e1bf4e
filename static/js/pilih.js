// Rows that can be chosen: [data-pilih] around a table with [data-pilih-baris] boxes, one [data-pilih-semua] box, a
// [data-pilih-jumlah] sentence and buttons with data-pilih-teks="Akhiri {n} ujian", disabled while nothing is chosen.
import { fill, summary } from "./pilihan.js";

function show(area) {
  const boxes = [...area.querySelectorAll("[data-pilih-baris]")];
  const chosen = boxes.filter((box) => box.checked).length;
  const all = area.querySelector("[data-pilih-semua]");
  if (all) {
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  }
  area.querySelectorAll("[data-pilih-jumlah]").forEach((line) => { line.textContent = summary(chosen, boxes.length); });
  area.querySelectorAll("[data-pilih-teks]").forEach((button) => {
    // An icon in the button stays: the words then stand in a span.
    (button.querySelector("span") || button).textContent = fill(button.dataset.pilihTeks, chosen);
    button.toggleAttribute("disabled", chosen === 0 && button.matches("button"));
  });
}

export function wireSelection(root = document) {
  for (const area of root.querySelectorAll("[data-pilih]")) {
    area.addEventListener("change", (event) => {
      if (event.target.matches("[data-pilih-semua]")) {
        area.querySelectorAll("[data-pilih-baris]").forEach((box) => { box.checked = event.target.checked; });
      }
      show(area);
    });
    show(area);
  }
}
