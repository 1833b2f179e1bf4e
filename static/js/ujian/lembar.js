// The answer sheet of a running sitting: what is on it, and its way to the device and on to the server.
import { asSent } from "./antrean.js";
import { paperOf } from "./buka.js";
import { canGo, flatten, isBlank, startAt, stateOf, tally } from "./naskah.js";
import * as pesan from "./pesan.js";
import { typeOf } from "./tipe/indeks.js";

/** What the sitting around it (ujian.js) brings: sender, pintu, papan, pindah, jam, showDown(count). */
export class Lembar {
  constructor({ gudang, layar, head, naskah, answers }) {
    Object.assign(this, { gudang, layar, head, answers, naskah: paperOf(naskah) });
    this.items = flatten(this.naskah.bagian, this.naskah.gambar);
    this.index = startAt(this.items, answers, { index: head.index, navigasi: this.naskah.navigasi });
    this.since = head.since || 0;
    this.lastSaved = head.lastSaved || null;
    this.typing = new Map();
    this.apart = 0;
    this.downSince = null;
    this.unsentSince = null;
    this.isOver = false;
    this.isStopped = false;
  }

  /** Draw the whole paper of this section: map, marks, question. */
  draw({ isFocused }) {
    const isFree = this.naskah.navigasi !== "berurutan";
    this.layar.paper(this.items, {
      go: isFree ? (n) => this.go(n) : null, jumlah: this.naskah.jumlah, isLastSection: !this.pindah.hasNext,
    });
    this.items.forEach((item) => this.layar.mark(item.versi, this.answers.get(item.versi)));
    this.show({ isFocused });
    this.summarise();
  }

  go(n) {
    if (!canGo(this.naskah.navigasi, this.index, n, this.items.length)) return;
    this.settleTyping();
    this.index = n;
    this.show({});
    this.gudang.update(this.head.id, { index: n });
  }

  /** One question on or back; on the last, the button leads to the end of the section or of the exam, a key does not. */
  async step(by, isKey = false) {
    const to = this.index + by;
    if (to >= this.items.length) return this.isLocked || isKey ? undefined : this.end();
    if (this.naskah.navigasi !== "berurutan") return this.go(to);
    if (by < 0 || this.isLocked || this.isAsking) return undefined;
    this.settleTyping();
    const item = this.items[this.index];
    if (isBlank(this.answers.get(item.versi)?.nilai)) {
      this.isAsking = true;
      const isSure = await this.layar.tanya(pesan.blankQuestion(item.nomor));
      this.isAsking = false;
      if (!isSure || this.isLocked) return undefined;
    }
    return this.go(to);
  }

  show({ isFocused = true }) {
    const item = this.items[this.index];
    this.layar.item(this.index, this.answers.get(item.versi), (nilai) => this.changed(item, nilai), { isFocused, isLocked: this.isLocked });
    this.shown(item);
  }

  /** What is locked or open now shows on the question that is open. */
  relock() {
    this.show({ isFocused: false });
  }

  get isLocked() {
    return this.isOver || this.isStopped || this.jam.paused !== null || this.pindah.isMoving;
  }

  changed(item, nilai) {
    const { wait } = typeOf(item);
    if (!wait) return this.keep(item.versi, { nilai });
    clearTimeout(this.typing.get(item.versi)?.timer);
    const settle = () => {
      this.typing.delete(item.versi);
      return this.keep(item.versi, { nilai });
    };
    this.typing.set(item.versi, { timer: setTimeout(settle, wait), settle });
    return undefined;
  }

  /** What is being typed is an answer now; resolves when it is safe on the device. */
  settleTyping() {
    return Promise.all([...this.typing.values()].map(({ timer, settle }) => {
      clearTimeout(timer);
      return settle();
    }));
  }

  doubt(ragu) {
    const item = this.items[this.index];
    if (this.isLocked) return;
    this.keep(item.versi, { ragu });
  }

  press(n) {
    const item = this.items[this.index];
    if (this.isLocked) return;
    const nilai = typeOf(item).press(item, this.answers.get(item.versi)?.nilai ?? null, n);
    if (nilai === undefined) return;
    this.keep(item.versi, { nilai });
    this.show({ isFocused: false });
  }

  /** Write one change to the device, show it as pencil, and let the sender bring it to the server. */
  keep(versi, change) {
    if (this.isLocked) return undefined;
    const before = this.answers.get(versi) || { versi, nilai: null, ragu: false };
    const answer = { ...before, ...change, versi, keadaan: "perangkat", epoch: null, seq: null };
    this.answers.set(versi, answer);
    this.layar.mark(versi, answer);
    this.summarise();
    return this.write(answer);
  }

  async write(answer) {
    const { versi, nilai, ragu } = answer;
    try {
      const entry = await this.gudang.record(this.head.id, { versi, nilai, ragu });
      if (this.answers.get(versi) === answer) Object.assign(answer, { epoch: entry.epoch, seq: entry.seq });
    } catch {
      this.papan.set("galat", pesan.notKept());
      return;
    }
    this.sender.wake();
  }

  /** What a reply means: only entries that it names leave the queue and turn to ink. */
  async settle({ stored, apart, renumber, drop }) {
    if (renumber.length) await this.gudang.renumber(this.head.id, renumber);
    await this.gudang.remove(this.head.id, [...stored, ...apart, ...drop]);
    for (const entry of stored) this.inked(entry);
    if (drop.length) this.papan.set("galat", pesan.notStorable(drop.length), [{ teks: "Mengerti", onclick: () => this.papan.clear("galat") }]);
    if (stored.length + apart.length) this.unsentSince = null;
    this.apart += apart.length;
    this.summarise();
  }

  isNewest({ versi, epoch, seq }) {
    const answer = this.answers.get(versi);
    return answer && answer.epoch === epoch && answer.seq === seq;
  }

  inked(entry) {
    if (!this.isNewest(entry)) return;
    const answer = this.answers.get(entry.versi);
    answer.keadaan = "server";
    this.layar.mark(entry.versi, answer);
  }

  summarise() {
    const count = tally(this.items, this.answers);
    this.unsent = count.perangkat;
    if (!this.unsent) this.unsentSince = null;
    else this.unsentSince ??= performance.now();
    this.layar.count({ ...count, ...this.#onMap() }, this.items.length);
    this.layar.saveLine(pesan.saveLine({ ...count, last: this.lastSaved, zona: this.naskah.zona, memori: this.gudang.isMemory }));
    if (this.downSince !== null) this.showDown(count);
    return count;
  }

  /** How many squares of the map carry which state. */
  #onMap() {
    const states = this.items.map((i) => stateOf(this.answers.get(i.versi)).keadaan);
    return { perangkatDiPeta: states.filter((s) => s === "perangkat").length, serverDiPeta: states.filter((s) => s === "server").length };
  }

  /** The page is being put away: what is typed is kept, and a small batch goes along if the line allows. */
  async flush() {
    this.settleTyping();
    if (this.isStopped || this.kumpul.isSubmitting) return;
    const batch = (await this.gudang.entries(this.head.id)).slice(-20);
    if (!batch.length) return;
    const body = { simpanan: batch.map(asSent), since: this.since };
    this.pintu.simpan(body, { keepalive: true }).catch(() => {});
  }
}
