// What the page says above the question: one state of the sitting, and one news at a time beside it. No DOM.

// The first of these that holds is shown.
const ORDER = ["henti", "masuk", "jeda", "habis", "bagian", "galat", "putus"];
const sameWords = (a, b) => JSON.stringify(a) === JSON.stringify(b);

export class Papan {
  /** `render(kabar | null, aksi)` is called only when what is shown changes: focus stays on a button that stays. */
  constructor(render) {
    this.render = render;
    this.slots = new Map();
    this.shown = null;
  }

  set(slot, kabar, aksi = []) {
    this.slots.set(slot, { kabar, aksi });
    this.#show();
  }

  clear(slot) {
    this.slots.delete(slot);
    this.#show();
  }

  #show() {
    const name = ORDER.find((slot) => this.slots.has(slot));
    const top = name ? this.slots.get(name) : null;
    const words = top ? { ...top.kabar, aksi: top.aksi.map((a) => a.teks) } : null;
    if (sameWords(words, this.shown)) return;
    this.shown = words;
    this.render(top ? top.kabar : null, top ? top.aksi : []);
  }
}

/** News wait for each other: none is covered by the next before it was read. */
export class Berita {
  constructor(render) {
    this.render = render;
    this.waiting = [];
  }

  add(kabar) {
    this.waiting.push(kabar);
    this.#show();
  }

  done() {
    this.waiting.shift();
    this.#show();
  }

  #show() {
    const [kabar] = this.waiting;
    const rest = this.waiting.length - 1;
    this.render(kabar || null, kabar ? [{ teks: rest > 0 ? `Mengerti, ${rest} kabar lagi` : "Mengerti", onclick: () => this.done() }] : []);
  }
}
