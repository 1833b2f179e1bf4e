// Sends the queue: one request in flight, again and again until the server names every entry. Storage, network, timers and
// chance are handed in, so that it is tried without a browser.
import { asSent, isReply, MAX_BATCH, nextBatch, readReply, retryDelay } from "./antrean.js";
import { Unreachable } from "./server.js";

export class Pengirim {
  /**
   * deps: id, since() → newest news number, entries() → queue, settle(result, reply) → stores what a reply means,
   * send(body) → {status, body, …}, left() → ms until the deadline, timer {set, clear}, random,
   * onReply(reply), onDown(error), onStop(code, reply).
   */
  constructor(deps) {
    this.deps = { random: Math.random, timer: { set: (f, ms) => setTimeout(f, ms), clear: (t) => clearTimeout(t) }, ...deps };
    this.failures = 0;
    this.limit = MAX_BATCH;
    this.isBusy = false;
    this.isStopped = false;
    this.isAsked = false;
    this.wait = null;
  }

  stop() {
    this.isStopped = true;
    this.deps.timer.clear(this.wait);
  }

  /** The network came back: the long waits of the time without it are over, also when the first try is lost again. */
  back() {
    this.failures = 0;
    return this.wake();
  }

  /** Something new is in the queue, or the network came back: send at once, unless a request is under way. */
  async wake() {
    this.deps.timer.clear(this.wait);
    this.isAsked = true;
    if (this.isBusy || this.isStopped) return;
    this.isBusy = true;
    let again = null;
    try {
      // What came in while a request was under way is looked at once more before resting.
      while (this.isAsked) {
        this.isAsked = false;
        again = await this.#once();
        if (again !== null) break;
      }
    } finally {
      this.isBusy = false;
    }
    if (again !== null && !this.isStopped) this.wait = this.deps.timer.set(() => this.wake(), again);
  }

  /** Returns milliseconds until the next try, or null when there is nothing to do. */
  async #once() {
    const batch = nextBatch(await this.deps.entries(), this.limit);
    if (!batch.length) return null;
    let reply;
    try {
      reply = await this.deps.send({ simpanan: batch.map(asSent), since: this.deps.since() });
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      return this.#failed(error);
    }
    return this.#heard(batch, reply);
  }

  async #heard(batch, reply) {
    const { status, body } = reply;
    if ([200, 409, 410, 422].includes(status) && isReply(body, this.deps.id)) {
      this.failures = 0;
      const result = readReply(batch, body);
      await this.deps.settle(result, body);
      this.deps.onReply(reply);
      if (status === 409 || status === 410) this.deps.onStop(body.code, body);
      const progress = result.stored.length + result.apart.length + result.renumber.length + result.drop.length;
      if (!progress) return this.#again(reply);
      return (await this.deps.entries()).length ? 0 : null;
    }
    if (status === 401) {
      this.deps.onStop("bad_token", body);
      return this.#again(reply);
    }
    if (status === 413 && this.limit > 1) {
      this.limit = Math.max(1, Math.floor(this.limit / 2));
      return 0;
    }
    // Too fast is no trouble of the line: only the next try waits.
    return status === 429 ? this.#again(reply) : this.#failed(new Unreachable(`status ${status}`), reply.asked);
  }

  #failed(error, asked = 0) {
    this.deps.onDown(error);
    return this.#again({ asked });
  }

  #again({ asked = 0 }) {
    this.failures += 1;
    return retryDelay(this.failures, { random: this.deps.random, left: this.deps.left(), asked });
  }
}

/**
 * Deliver what is left of a sitting that is over or moved away: the server keeps it apart, to be decided on. True when
 * nothing is left here.
 */
export async function drain(gudang, pintu, id, onApart = () => {}) {
  for (let turn = 0; turn < 40; turn += 1) {
    const batch = nextBatch(await gudang.entries(id));
    if (!batch.length) return true;
    let reply;
    try {
      reply = await pintu.simpan({ simpanan: batch.map(asSent), since: 0 });
    } catch {
      return false;
    }
    if (!isReply(reply.body, id)) return false;
    const { stored, apart, renumber, drop } = readReply(batch, reply.body);
    await gudang.remove(id, [...stored, ...apart, ...renumber, ...drop]);
    onApart(apart.length);
    if (!stored.length && !apart.length && !renumber.length && !drop.length) return false;
  }
  return false;
}
