// From one section to the next, where sections arrive one at a time. No way back, and nothing unsent is lost on the way.
import { asSent, isReply, nextBatch, readReply } from "./antrean.js";
import { isParted, paperOf } from "./buka.js";
import { tally } from "./naskah.js";
import * as pesan from "./pesan.js";
import { Unreachable } from "./server.js";

// As many entries as one request may carry.
const MOST = 100;

export class Perpindahan {
  constructor(ujian, { wait = (ms) => new Promise((go) => { setTimeout(go, ms); }), random = Math.random } = {}) {
    Object.assign(this, { ujian, wait, random });
    this.isMoving = false;
    this.isTime = false;
  }

  /** Whether another section follows the open one. */
  get hasNext() {
    const { naskah } = this.ujian;
    return isParted(naskah) && naskah.ke < naskah.jumlah - 1;
  }

  async ask() {
    const { ujian } = this;
    await ujian.settleTyping();
    const count = tally(ujian.items, ujian.answers);
    const question = pesan.sectionQuestion({ ...count, ke: ujian.naskah.ke, total: ujian.items.length });
    if (await ujian.layar.tanya(question)) await this.move({ isTime: false });
  }

  /** Close the open section here, and go on until the server has opened the next. */
  async move({ isTime }) {
    const { ujian } = this;
    if (this.isMoving || ujian.isStopped || ujian.isOver) return;
    this.isMoving = true;
    this.isTime = isTime;
    await ujian.settleTyping();
    ujian.layar.closeAsk();
    ujian.relock();
    for (let tries = 0; this.isMoving && !ujian.isStopped && !ujian.isOver; tries += 1) {
      ujian.papan.set("bagian", pesan.sectionOver({ ke: ujian.naskah.ke, perangkat: ujian.unsent, isTime: this.isTime }), ujian.rescueOffer());
      if (await this.#once()) break;
      await this.wait(Math.min(1000 * 2 ** tries, 10000) * (0.5 + this.random()));
    }
    this.isMoving = false;
    ujian.papan.clear("bagian");
    if (!ujian.isStopped && !ujian.isOver) ujian.relock();
  }

  /** The section got more time before it was closed: the page opens again. */
  reopen() {
    if (this.isMoving && this.isTime) this.isMoving = false;
  }

  /** True when there is nothing more to try. */
  async #once() {
    const { ujian } = this;
    const queue = await ujian.gudang.entries(ujian.head.id);
    const batch = nextBatch(queue, MOST);
    // After the change the server keeps answers of this section apart: all of them go before it, or along with it.
    if (queue.length > MOST) {
      await ujian.sender.wake();
      return false;
    }
    try {
      const reply = await ujian.pintu.lanjut({ simpanan: batch.map(asSent), since: ujian.since, dari: ujian.naskah.ke });
      return await this.#heard(batch, reply);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      ujian.down(error);
      return false;
    }
  }

  async #heard(batch, reply) {
    const { ujian } = this;
    const { status, body } = reply;
    if (isReply(body, ujian.head.id)) await ujian.settle(readReply(batch, body), body);
    if (status === 200 && isReply(body, ujian.head.id) && Array.isArray(body.bagian) && body.bagian_ke !== ujian.naskah.ke) {
      await ujian.turn(paperOf({ ...ujian.naskah, ...body }), reply, this.isTime);
      return true;
    }
    if (status === 409 && body.code === "last_section") {
      this.isMoving = false;
      ujian.timeUp();
      return true;
    }
    if (status === 401 || status === 410 || (status === 409 && body.code === "lease_lost")) await ujian.stopped(body.code);
    else if (body.server_now) ujian.heard(reply);
    return false;
  }
}
