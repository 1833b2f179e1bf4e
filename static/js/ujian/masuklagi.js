// Signing in again without leaving the page. The queue, what is being typed and the place in the paper are not touched.
import { Dialog } from "./dialog.js";
import { postInSession, Unreachable } from "./server.js";

const LINE = "Sambungan terputus. Jawaban Anda aman di perangkat ini; coba lagi sebentar.";

export class MasukLagi {
  /** `onDone()` reopens the sitting once the session is the participant's again; it returns "" or what is wrong. */
  constructor(bekal) {
    Object.assign(this, { bekal, onDone: async () => "" });
    this.dialog = new Dialog("masuk-lagi");
    this.form = document.querySelector("[data-masuk-lagi]");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.id = null;
  }

  /** `id` of the sitting that this page holds; null when it holds none yet. */
  open(id) {
    this.id = id;
    if (this.dialog.isOpen) return;
    this.dialog.open(this.form.elements.nip.value ? "kode-lagi" : "nip-lagi");
  }

  async #send() {
    const { nip, kode } = this.form.elements;
    if (!nip.value.trim() || !kode.value.trim()) return this.dialog.trouble("Isi NIP dan kode kartu.");
    this.dialog.busy(true);
    try {
      const reply = await postInSession(this.bekal.masukLagi, { nip: nip.value, kode: kode.value, pengerjaan: this.id || "" }, this.bekal);
      if (reply.status === 200 && reply.body.code === "ok") {
        const wrong = await this.onDone();
        kode.value = "";
        if (wrong) this.dialog.trouble(wrong);
        else this.dialog.close();
      } else {
        this.dialog.trouble(refusal(reply.body));
      }
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.dialog.trouble(LINE);
    } finally {
      this.dialog.busy(false);
    }
    return undefined;
  }
}

export function refusal({ code, message, sisa }) {
  if (code === "other_person") return message || "Kartu ini milik peserta lain. Pakai NIP dan kode pada kartu Anda sendiri.";
  const base = message || "NIP dan kode ini tidak cocok. Samakan huruf demi huruf dengan kartu Anda.";
  return sisa > 0 && !/percobaan/.test(base) ? `${base} Masih ada ${sisa} percobaan.` : base;
}
