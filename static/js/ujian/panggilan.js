// Calls for the proctor and reports of items: sent at once, kept in memory and sent again while the line is down. No DOM.
import { Unreachable } from "./server.js";

const AGAIN = 5000;

export class Panggilan {
  /**
   * deps: send(jenis, body) → reply, now() → server's ms, onChange(). `states` holds per key ("panggil" or an item's versi)
   * {keadaan: "mengirim" | "menunggu" | "terkirim", at}.
   */
  constructor(deps) {
    this.deps = { timer: { set: (f, ms) => setTimeout(f, ms), clear: (t) => clearTimeout(t) }, ...deps };
    this.states = new Map();
    this.waiting = new Map();
    this.timer = null;
  }

  stateOf(key) {
    return this.states.get(key) || null;
  }

  /** Returns "" when it arrived or waits for the line, else what is wrong with it. */
  call(kalimat) {
    return this.#try("panggil", "panggil", { kalimat });
  }

  report(versi, kalimat) {
    return this.#try(versi, "lapor", { versi, kalimat });
  }

  /** The proctor answered: the next call is a new one. */
  answered() {
    this.states.delete("panggil");
    this.deps.onChange();
  }

  /** The line is back: what waited goes out. */
  async again() {
    this.deps.timer.clear(this.timer);
    for (const [key, [jenis, body]] of [...this.waiting]) await this.#try(key, jenis, body);
  }

  async #try(key, jenis, body) {
    this.#note(key, "mengirim");
    this.waiting.delete(key);
    try {
      const reply = await this.deps.send(jenis, body);
      if (reply.status === 200 && reply.body.code === "ok") {
        this.#note(key, "terkirim");
        return "";
      }
      if (reply.status === 422) {
        this.states.delete(key);
        this.deps.onChange();
        return reply.body.message || "Kalimat ini tidak dapat dikirim. Tulis ulang dengan singkat.";
      }
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
    }
    this.waiting.set(key, [jenis, body]);
    this.#note(key, "menunggu");
    this.deps.timer.clear(this.timer);
    this.timer = this.deps.timer.set(() => this.again(), AGAIN);
    return "";
  }

  #note(key, keadaan) {
    this.states.set(key, { keadaan, at: this.deps.now() });
    this.deps.onChange();
  }
}
