// One running sitting on this page: its line to the server, its clock, its news and its end. The answers are in lembar.js.
import { asSent, readReply } from "./antrean.js";
import { Jam, spokenTime, timeInWords } from "./jam.js";
import { drain, Pengirim } from "./kirim.js";
import { Lembar } from "./lembar.js";
import { tally } from "./naskah.js";
import * as pesan from "./pesan.js";
import { Pintu, Unreachable } from "./server.js";

const TICK = 500;
const PULSE = 20000;
const FOLD = 30000;

export class Ujian extends Lembar {
  constructor({ gudang, layar, bekal, head, naskah, answers }) {
    super({ gudang, layar, head, naskah, answers });
    this.bekal = bekal;
    this.jam = new Jam();
    this.pintu = new Pintu(bekal);
    this.pintu.token = head.token;
    this.isPortal = false;
    this.lastTalk = performance.now();
    this.lastLeft = null;
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
