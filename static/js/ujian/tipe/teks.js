// A typed answer: what the types with a field share. Letters are letters here, so the keys A to E mean nothing.
import { make } from "../elemen.js";

export function typed(tipe, attributes, hint) {
  return {
    tipe,
    wait: 700,
    draw(item, nilai, change) {
      const id = `isian-${item.nomor}`;
      const input = make("input", {
        class: "form-control isian-soal", id, type: "text", autocomplete: "off", spellcheck: "false",
        "aria-describedby": `${id}-ket`, oninput: () => change(input.value.trim() === "" ? null : input.value), ...attributes,
      });
      input.value = nilai ?? "";
      return make("div", {}, make("label", { class: "form-label", for: id }, "Jawaban"), input, make("div", { class: "form-text", id: `${id}-ket` }, hint));
    },
    mark(element, keadaan) {
      const input = element.querySelector("input");
      if (keadaan === "belum") delete input.dataset.simpan;
      else input.dataset.simpan = keadaan;
    },
    press: () => undefined,
    lock(element) {
      element.querySelector("input").readOnly = true;
    },
  };
}
