// Calls for the proctor and reports of items: sent at once, kept in memory and sent again while the line is down. No DOM.
import { Unreachable } from "./server.js";

const AGAIN = 5000;

export class Panggilan {
  /**
   * deps: send(jenis, body) → reply, now() → server's ms, onChange(). `states` holds per key ("panggil" or an item's versi)
   * {keadaan: "mengirim" | "menunggu" | "terkirim" | "dijawab", at, tanggapan}.
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

  /** The proctor answered the call, or the report of this item: the next one is a new one. */
  answered(versi = null) {
    this.#note(versi ?? "panggil", "dijawab");
  }

  /** A page that loads anew learns what was asked before: `asked` as the server, or this device, keeps it. */
  restore(asked) {
    for (const { versi, at, dijawab, tanggapan } of asked) {
      this.states.set(versi ?? "panggil", { keadaan: dijawab ? "dijawab" : "terkirim", at: dijawab || at, tanggapan: tanggapan || "" });
    }
  }

  /** What has arrived, in the form that `restore` reads. */
  known() {
    return [...this.states].filter(([, { keadaan }]) => ["terkirim", "dijawab"].includes(keadaan)).map(([key, { keadaan, at, tanggapan }]) => ({
      versi: key === "panggil" ? null : key, at, dijawab: keadaan === "dijawab" ? at : null, tanggapan: tanggapan || "",
    }));
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
