// The end of a sitting: handing in, by hand or when the time is up, again and again until the server gives the receipt.
import { asSent, readReply } from "./antrean.js";
import { tally } from "./naskah.js";
import * as pesan from "./pesan.js";
import { Unreachable } from "./server.js";

const TROUBLE = "Belum terkirim. Jawaban Anda aman di perangkat ini; pengiriman diulang sendiri. Jangan menutup halaman ini.";

export class Pengumpulan {
  constructor(ujian) {
    this.ujian = ujian;
    this.isSubmitting = false;
  }

  async ask() {
    const { ujian } = this;
    if (ujian.jam.paused !== null) return;
    await ujian.settleTyping();
    const count = tally(ujian.items, ujian.answers);
    ujian.layar.ask(pesan.submitQuestion({ ...count, total: ujian.items.length }));
  }

  /** Everybody's time ends together: the requests are spread inside the grace, which costs nobody anything. */
  timeUp() {
    const { ujian } = this;
    const spread = Math.min(20, (ujian.head.tenggang || 60) / 3) * 1000;
    setTimeout(() => { if (ujian.isOver && !ujian.isStopped) this.submit(); }, Math.random() * spread);
  }

  async submit() {
    const { ujian } = this;
    if (this.isSubmitting) return;
    this.isSubmitting = true;
    ujian.layar.askBusy(true);
    for (let tries = 1; this.isSubmitting && !ujian.isStopped; tries += 1) {
      try {
        if (await this.#handIn()) break;
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        ujian.down(error);
      }
      ujian.layar.askTrouble(TROUBLE, true);
      if (ujian.isOver) ujian.showTimeUp(true);
      await new Promise((go) => setTimeout(go, Math.min(1000 * 2 ** tries, 10000) * (0.5 + Math.random())));
    }
    this.isSubmitting = false;
  }

  /** True when there is nothing more to try here. */
  async #handIn() {
    const { ujian } = this;
    const left = await ujian.gudang.entries(ujian.head.id);
    // More than one request may carry: the rest goes first, by the usual way.
    if (left.length > 100) {
      await ujian.sender.wake();
      return false;
    }
    const { status, body } = await ujian.pintu.kumpul({ simpanan: left.map(asSent), since: ujian.since });
    if (status === 200 && body.pengerjaan === ujian.head.id && body.tanda_terima) {
      const { stored, apart } = readReply(left, body);
      await ujian.gudang.remove(ujian.head.id, [...stored, ...apart]);
      await ujian.finished(body.tanda_terima.alamat);
      return true;
    }
    if (status === 401 || (status === 409 && body.code === "lease_lost")) {
      this.isSubmitting = false;
      ujian.layar.closeAsk();
      await ujian.stopped(body.code);
      return true;
    }
    return this.#refused(status, body);
  }

  /** A refusal with a reason (paused, for one) is told, and the participant decides; after the time it is tried again. */
  #refused(status, body) {
    if (status !== 409 || this.ujian.isOver) return false;
    this.ujian.layar.askBusy(false);
    this.ujian.layar.askTrouble(body.message || TROUBLE, false);
    return true;
  }
}
