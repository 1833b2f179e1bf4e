// One running sitting on this page: answers go to the device, then to the server; the clock, the news and the end.
import { asSent, readReply } from "./antrean.js";
import { Jam, spokenTime, timeInWords } from "./jam.js";
import { drain, Pengirim } from "./kirim.js";
import { flatten, tally } from "./naskah.js";
import * as pesan from "./pesan.js";
import { Pintu, Unreachable } from "./server.js";
import { typeOf } from "./tipe/indeks.js";

const TICK = 500;
const PULSE = 20000;
const FOLD = 30000;

export class Ujian {
  constructor({ gudang, layar, bekal, head, naskah, answers }) {
    Object.assign(this, { gudang, layar, bekal, head, naskah, answers });
    this.items = flatten(naskah.bagian);
    this.index = Math.min(head.index || 0, this.items.length - 1);
    this.jam = new Jam();
    this.pintu = new Pintu(bekal);
    this.pintu.token = head.token;
    this.since = head.since || 0;
    this.lastSaved = head.lastSaved || null;
    this.downSince = null;
    this.isPortal = false;
    this.isOver = false;
    this.isStopped = false;
    this.isSubmitting = false;
    this.apart = 0;
    this.lastTalk = performance.now();
    this.lastLeft = null;
    this.typing = new Map();
    this.sender = new Pengirim({
      id: head.id,
      since: () => this.since,
      entries: () => gudang.entries(head.id),
      settle: (result, body) => this.settle(result, body),
      send: (body) => this.pintu.simpan(body),
      left: () => this.jam.left(performance.now()) ?? Infinity,
      onReply: (reply) => this.heard(reply),
      onDown: (error) => this.down(error),
      onStop: (code) => this.stopped(code),
    });
  }

  // ---------- Life ----------

  run() {
    this.layar.frame({ ...this.naskah, nama: this.head.nama });
    this.layar.paper(this.items, (n) => this.go(n));
    this.layar.wire({
      step: (by) => this.go(this.index + by),
      doubt: (isRagu) => this.doubt(isRagu),
      press: (n) => this.press(n),
      speak: () => this.layar.say(`Sisa waktu ${timeInWords(this.jam.left(performance.now()))}.`),
      submit: () => this.ask(),
      confirm: () => this.submit(),
    });
    this.items.forEach((item) => this.layar.mark(item.versi, this.answers.get(item.versi)));
    this.show({ isFocused: false });
    this.summarise();
    this.ticker = setInterval(() => this.tick(), TICK);
    addEventListener("online", () => this.sender.wake());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.flush() : this.pulse()));
    addEventListener("pagehide", () => this.flush());
    addEventListener("beforeunload", (event) => {
      if (this.unsent > 0 || this.typing.size) event.preventDefault();
    });
    this.tick();
    this.sender.wake();
  }

  tick() {
    const perf = performance.now();
    const left = this.jam.left(perf);
    this.layar.clock(left, this.jam.deadline, this.naskah.zona);
    this.layar.say(spokenTime(this.lastLeft, left));
    this.lastLeft = left;
    if (this.isStopped) return;
    if (left <= 0 && !this.isOver) this.timeUp();
    if (this.jam.slept(perf, Date.now()) || perf - this.lastTalk > PULSE) this.pulse();
  }

  /** A sign of life when nothing was said for a while: it brings clock and news. */
  async pulse() {
    if (this.isStopped || this.isPulsing) return;
    this.isPulsing = true;
    this.lastTalk = performance.now();
    try {
      const reply = await this.pintu.denyut({ simpanan: [], since: this.since });
      if (reply.body.pengerjaan === this.head.id) this.heard(reply);
      if ([401, 409, 410].includes(reply.status)) await this.stopped(reply.body.code);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.down(error);
    } finally {
      this.isPulsing = false;
    }
  }

  // ---------- Answers ----------

  go(n) {
    if (n < 0 || n >= this.items.length) return;
    this.settleTyping();
    this.index = n;
    this.show({});
    this.gudang.update(this.head.id, { index: n });
  }

  show({ isFocused = true }) {
    const item = this.items[this.index];
    this.layar.item(this.index, this.answers.get(item.versi), (nilai) => this.changed(item, nilai), { isFocused, isLocked: this.isLocked });
  }

  get isLocked() {
    return this.isOver || this.isStopped;
  }

  changed(item, nilai) {
    const { wait } = typeOf(item);
    if (!wait) return this.keep(item.versi, { nilai });
    clearTimeout(this.typing.get(item.versi)?.timer);
    const settle = () => {
      this.typing.delete(item.versi);
      this.keep(item.versi, { nilai });
    };
    this.typing.set(item.versi, { timer: setTimeout(settle, wait), settle });
    return undefined;
  }

  settleTyping() {
    for (const { timer, settle } of [...this.typing.values()]) {
      clearTimeout(timer);
      settle();
    }
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
      this.layar.banner({ keluarga: "bata", ikon: "peringatan", judul: "Jawaban terakhir belum tersimpan", isi: "Penyimpanan perangkat ini penuh atau ditutup. Angkat tangan sebelum melanjutkan." });
      return;
    }
    this.sender.wake();
  }

  /** What a reply means: only entries that it names leave the queue and turn to ink. */
  async settle({ stored, apart, renumber, drop }) {
    if (renumber.length) await this.gudang.renumber(this.head.id, renumber);
    await this.gudang.remove(this.head.id, [...stored, ...apart, ...drop]);
    for (const entry of stored) this.inked(entry);
    if (drop.length) this.layar.banner(pesan.notStorable(drop.length));
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
    this.layar.count(count, this.items.length);
    this.layar.saveLine(pesan.saveLine({ ...count, last: this.lastSaved, zona: this.naskah.zona, memori: this.gudang.isMemory }));
    if (this.downSince !== null) this.showDown(count);
    return count;
  }

  /** The page is being put away: what is typed is kept, and a small batch goes along if the line allows. */
  async flush() {
    this.settleTyping();
    if (this.isStopped || this.isSubmitting) return;
    const batch = (await this.gudang.entries(this.head.id)).slice(-20);
    if (!batch.length) return;
    const body = { simpanan: batch.map(asSent), since: this.since };
    this.pintu.simpan(body, { keepalive: true }).catch(() => {});
  }

  // ---------- What the server says ----------

  heard({ body, sent, heard }) {
    this.lastTalk = heard;
    if (this.downSince !== null) {
      this.downSince = null;
      this.layar.banner(null);
    }
    if (!body.server_now) return;
    this.jam.sync(body.server_now, sent, heard);
    const before = this.jam.deadline;
    if (body.deadline) this.jam.deadline = body.deadline;
    if ((body.acked || []).length) this.lastSaved = body.server_now;
    for (const news of body.news || []) this.since = Math.max(this.since, news.id);
    const added = (body.news || []).filter((n) => n.jenis === "tambah_waktu");
    if (added.length && this.jam.deadline !== before) this.timeAdded(added);
    this.gudang.update(this.head.id, {
      serverNow: body.server_now, wall: Date.now(), deadline: this.jam.deadline, since: this.since, lastSaved: this.lastSaved,
    });
    this.summarise();
  }

  timeAdded(added) {
    const detik = added.reduce((sum, n) => sum + n.detik, 0);
    const kabar = pesan.timeAdded({ detik, alasan: added[added.length - 1].alasan, deadline: this.jam.deadline, zona: this.naskah.zona });
    this.layar.banner(kabar, [{ teks: "Mengerti", onclick: () => this.layar.banner(null) }]);
    if (this.isOver && this.jam.left(performance.now()) > 0 && !this.isSubmitting) {
      this.isOver = false;
      this.show({ isFocused: false });
    }
    setTimeout(() => { if (!this.isStopped && this.downSince === null && !this.isOver) this.layar.banner(null); }, FOLD);
  }

  down(error) {
    this.isPortal = error.isPortal;
    if (this.downSince === null) this.downSince = this.jam.now(performance.now());
    this.lastTalk = performance.now();
    this.showDown(tally(this.items, this.answers));
  }

  showDown({ perangkat }) {
    if (this.isStopped || this.isOver) return;
    const kabar = pesan.offline({ sejak: this.downSince, zona: this.naskah.zona, perangkat, portal: this.isPortal });
    this.layar.banner(kabar, [{ teks: "Coba kirim", onclick: () => (this.unsent ? this.sender.wake() : this.pulse()) }]);
  }

  async stopped(code) {
    if (this.isStopped) return;
    if (code === "closed") return this.finished();
    if (code !== "lease_lost") return this.signIn();
    this.halt();
    const isEmpty = await drain(this.gudang, this.pintu, this.head.id, (n) => { this.apart += n; });
    this.layar.banner(pesan.leaseLost({ perangkat: this.apart }), [{ teks: "Halaman saya", href: this.bekal.peserta }]);
    if (isEmpty) await this.gudang.purge(this.head.id);
    return undefined;
  }

  signIn() {
    this.layar.banner(
      { keluarga: "kunyit", ikon: "kunci", judul: "Halaman ini perlu masuk lagi", isi: `${this.unsent} jawaban aman di perangkat ini. Masuk lagi dengan NIP dan kode kartu; semuanya terkirim sesudahnya.` },
      [{ teks: "Masuk lagi", href: this.bekal.masuk }],
    );
  }

  halt() {
    this.isStopped = true;
    this.sender.stop();
    this.layar.lock();
    this.layar.closeAsk();
  }

  // ---------- The end ----------

  ask() {
    this.settleTyping();
    const count = tally(this.items, this.answers);
    this.layar.ask(pesan.submitQuestion({ ...count, total: this.items.length }));
  }

  timeUp() {
    this.settleTyping();
    this.isOver = true;
    this.layar.lock();
    this.layar.closeAsk();
    this.layar.banner(pesan.timeUp({ perangkat: this.unsent }));
    // Everybody's time ends together: the requests are spread inside the grace, which costs nobody anything.
    const spread = Math.min(20, (this.head.tenggang || 60) / 3) * 1000;
    setTimeout(() => { if (this.isOver && !this.isStopped) this.submit(); }, Math.random() * spread);
  }

  async submit() {
    if (this.isSubmitting) return;
    this.isSubmitting = true;
    this.layar.askBusy(true);
    for (let tries = 1; !this.isStopped; tries += 1) {
      try {
        if (await this.#handIn()) return;
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
      }
      this.layar.askTrouble("Belum terkirim. Jawaban Anda aman di perangkat ini; pengiriman diulang sendiri. Jangan menutup halaman ini.");
      await new Promise((go) => setTimeout(go, Math.min(1000 * 2 ** tries, 10000) * (0.5 + Math.random())));
    }
  }

  async #handIn() {
    const left = await this.gudang.entries(this.head.id);
    // More than one request may carry: the rest goes first, by the usual way.
    if (left.length > 100) {
      await this.sender.wake();
      return false;
    }
    const simpanan = left.map(asSent);
    const reply = await this.pintu.kumpul({ simpanan, since: this.since });
    if (reply.status === 200 && reply.body.pengerjaan === this.head.id && reply.body.tanda_terima) {
      const { stored, apart } = readReply(left, reply.body);
      await this.gudang.remove(this.head.id, [...stored, ...apart]);
      await this.finished(reply.body.tanda_terima.alamat);
      return true;
    }
    if (reply.status === 409) {
      this.isSubmitting = false;
      await this.stopped(reply.body.code);
      return true;
    }
    if (reply.status === 401) {
      this.signIn();
      this.layar.closeAsk();
      this.isSubmitting = false;
      return true;
    }
    return false;
  }

  /** The server has closed the sitting: nothing of it stays on this device. */
  async finished(address = this.bekal.tandaTerima) {
    this.halt();
    clearInterval(this.ticker);
    // What could not be delivered stays for the next visit; it is offered to the server again then.
    if (await drain(this.gudang, this.pintu, this.head.id)) await this.gudang.purge(this.head.id);
    this.unsent = 0;
    location.replace(address);
  }
}
