// The map of the questions: where each answer is, in words, in shape and in colour; and, where one may jump, the way there.
import { make } from "./elemen.js";
import { stateOf, WORDS } from "./naskah.js";

export class Peta {
  constructor(place, counts) {
    Object.assign(this, { place, counts });
    this.squares = new Map();
  }

  /** `go(n)` null: the map shows, but does not jump. */
  draw(items, go) {
    this.squares.clear();
    this.place.replaceChildren();
    const isParted = new Set(items.map((i) => i.ke)).size > 1;
    let list = null;
    items.forEach((item, n) => {
      if (item.isFirst || !list) {
        if (isParted) this.place.append(make("p", { class: "peta-bagian" }, item.bagian));
        list = make("ol", { class: "peta", start: String(item.nomor) });
        this.place.append(list);
      }
      const state = make("span", { class: "visually-hidden" });
      const square = go
        ? make("button", { type: "button", class: "peta-no", onclick: () => go(n) }, String(item.nomor), state)
        : make("span", { class: "peta-no" }, String(item.nomor), state);
      this.squares.set(item.versi, { square, state });
      list.append(make("li", {}, square));
    });
  }

  mark(versi, answer) {
    const found = this.squares.get(versi);
    if (!found) return;
    const { keadaan, ragu } = stateOf(answer);
    if (keadaan === "belum") delete found.square.dataset.simpan;
    else found.square.dataset.simpan = keadaan;
    found.square.toggleAttribute("data-ragu", ragu);
    found.state.textContent = `, ${WORDS[keadaan]}${ragu ? ", ragu-ragu" : ""}`;
  }

  here(versi) {
    for (const [id, { square }] of this.squares) {
      if (id === versi) square.setAttribute("aria-current", "true");
      else square.removeAttribute("aria-current");
    }
  }

  /** The legend counts what it explains: {belum, perangkat, server, ragu}. */
  count(numbers) {
    for (const [name, n] of Object.entries(numbers)) {
      const place = this.counts.querySelector(`[data-jumlah="${name}"]`);
      if (place) place.textContent = String(n);
    }
  }
}
