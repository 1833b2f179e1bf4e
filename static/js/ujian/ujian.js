// One running sitting on this page: its line to the server, its clock, its news. The answers are in lembar.js, the way to the next
// section in bagian.js, the end in kumpul.js.
import { Perpindahan } from "./bagian.js";
import { reopen } from "./buka.js";
import { Jam, spokenTime, timeInWords } from "./jam.js";
import { drain, Pengirim } from "./kirim.js";
import { Pengumpulan } from "./kumpul.js";
import { Lembar } from "./lembar.js";
import { flatten, tally } from "./naskah.js";
import { Berita, Papan } from "./papan.js";
import * as pesan from "./pesan.js";
import { Pintu, Unreachable } from "./server.js";
import { Tangan } from "./tangan.js";

const TICK = 500;
// The server notes silences from pulses and saves, and news come with every reply: saving steadily is no reason not to pulse.
const PULSE = 20000;
const PULSE_PAUSED = 5000;

export class Ujian extends Lembar {
  constructor({ gudang, layar, bekal, masuk, head, naskah, answers }) {
    super({ gudang, layar, head, naskah, answers });
    this.bekal = bekal;
    this.jam = new Jam();
    this.jam.take({ deadline: head.deadline, bagian_deadline: head.bagianDeadline ?? null, dijeda: head.dijeda ?? null });
    this.pintu = new Pintu(bekal);
    this.pintu.token = head.token;
    this.papan = new Papan((kabar, aksi) => layar.banner(kabar, aksi));
    this.berita = new Berita((kabar, aksi) => layar.news(kabar, aksi));
    this.pindah = new Perpindahan(this);
    this.kumpul = new Pengumpulan(this);
    this.masuk = Object.assign(masuk, { onDone: () => reopen(this) });
    this.tangan = new Tangan(this);
    this.isPortal = false;
    this.isSignInAsked = false;
    this.lastPulse = performance.now();
    this.lastLeft = null;
    this.sender = new Pengirim({
      id: head.id,
      since: () => this.since,
      entries: () => gudang.entries(head.id),
      settle: (result, body) => this.settle(result, body),
      send: (body) => this.pintu.simpan(body),
      left: () => this.jam.nextLeft(performance.now()) ?? Infinity,
      onReply: (reply) => this.heard(reply),
      onDown: (error) => this.down(error),
      onStop: (code) => this.stopped(code),
    });
  }

  // ---------- Life ----------

  run() {
    this.layar.frame({ ...this.naskah, nama: this.head.nama });
    this.layar.wire({
      step: (by, isKey) => this.step(by, isKey),
      doubt: (isRagu) => this.doubt(isRagu),
      press: (n) => this.press(n),
      speak: () => this.speak(),
      submit: () => (this.isLocked ? undefined : this.end()),
      confirm: () => this.kumpul.submit(),
      rescue: () => this.tangan.rescue(),
      report: () => this.tangan.openReport(),
    });
    this.draw({ isFocused: false });
    if (this.jam.paused !== null) this.showPause();
    this.ticker = setInterval(() => this.tick(), TICK);
    addEventListener("online", () => { this.sender.back(); this.pulse(); });
    document.addEventListener("visibilitychange", () => (document.hidden ? this.flush() : this.pulse()));
    addEventListener("pagehide", () => this.flush());
    addEventListener("beforeunload", (event) => {
      if (this.unsent > 0 || this.typing.size) event.preventDefault();
    });
    this.tick();
    this.sender.wake();
  }

  get isSectionTimed() {
    return this.jam.sectionDeadline !== null;
  }

  /** Returns the time left until whatever comes first. */
  paintClock(perf) {
    const isPaused = this.jam.paused !== null;
    const left = this.jam.nextLeft(perf);
    const what = this.isSectionTimed ? "Sisa waktu bagian ini" : "Sisa waktu";
    const limit = this.jam.sectionDeadline ?? this.jam.deadline;
    this.layar.clock({ left, limit, zona: this.naskah.zona, isPaused, section: this.isSectionTimed ? this.naskah.ke : null });
    this.layar.sectionLeft(pesan.sectionLeft(this.jam.sectionLeft(perf), isPaused));
    this.layar.say(spokenTime(this.lastLeft, left, what));
    this.lastLeft = left;
    return left;
  }

  tick() {
    const perf = performance.now();
    const left = this.paintClock(perf);
    const isPaused = this.jam.paused !== null;
    if (this.isStopped) return;
    if (!isPaused && !this.isOver && left <= 0) this.limitReached(perf);
    if (this.downSince !== null) this.showDown(tally(this.items, this.answers));
    if (this.jam.slept(perf, Date.now()) || perf - this.lastPulse > (isPaused ? PULSE_PAUSED : PULSE)) this.pulse();
  }

  speak() {
    const perf = performance.now();
    const parts = [`Sisa waktu ${timeInWords(this.jam.left(perf))}.`];
    if (this.isSectionTimed) parts.unshift(`Sisa waktu bagian ini ${timeInWords(this.jam.sectionLeft(perf))}.`);
    if (this.jam.paused !== null) parts.unshift("Ujian dijeda.");
    this.layar.say(parts.join(" "));
  }

  limitReached(perf) {
    if (this.jam.left(perf) > 0 && this.pindah.hasNext) this.pindah.move({ isTime: true });
    else this.timeUp();
  }

  /** A sign of life: it brings clock and news, and shows the server how long a silence was. */
  async pulse() {
    if (this.isStopped || this.isPulsing) return;
    this.isPulsing = true;
    this.lastPulse = performance.now();
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
    if (!body.server_now) return;
    if (this.downSince !== null) {
      this.downSince = null;
      this.papan.clear("putus");
      this.tangan.again();
    }
    this.jam.sync(body.server_now, sent, heard);
    const wasPaused = this.jam.paused !== null;
    if (body.dijeda) this.settleTyping();
    const isMine = body.bagian_ke === undefined || body.bagian_ke === this.naskah.ke;
    // The deadline of another section than the one on this page is not this page's.
    this.jam.take({ deadline: body.deadline, bagian_deadline: isMine ? body.bagian_deadline : undefined, dijeda: body.dijeda });
    if ((body.acked || []).length) this.lastSaved = body.server_now;
    this.told((body.news || []).filter((n) => n.id > this.since));
    this.gudang.update(this.head.id, {
      serverNow: body.server_now, wall: Date.now(), deadline: this.jam.deadline, bagianDeadline: this.jam.sectionDeadline, dijeda: this.jam.paused,
      since: this.since, lastSaved: this.lastSaved, alasanJeda: this.head.alasanJeda,
    });
    if (wasPaused !== (this.jam.paused !== null)) this.pauseChanged();
    this.moreTime();
    this.summarise();
    if (!isMine && body.bagian_ke > this.naskah.ke) this.pindah.move({ isTime: true });
  }

  /** News: `fresh` were not seen here before. */
  told(fresh) {
    for (const { id, jenis, alasan, versi } of fresh) {
      this.since = Math.max(this.since, id);
      if (jenis === "jeda") this.head.alasanJeda = alasan;
      if (jenis === "pesan") this.berita.add(pesan.message(alasan));
      if (jenis === "lanjut") this.berita.add(pesan.resumed({ limit: this.jam.sectionDeadline ?? this.jam.deadline, zona: this.naskah.zona }));
      if (jenis === "tanggap") {
        this.tangan.answered(versi);
        this.berita.add(pesan.answered(alasan));
      }
    }
    const added = fresh.filter((n) => n.jenis === "tambah_waktu");
    if (!added.length) return;
    const detik = added.reduce((sum, n) => sum + n.detik, 0);
    const { alasan } = added[added.length - 1];
    this.berita.add(pesan.timeAdded({ detik, alasan, deadline: this.jam.deadline, bagian: this.jam.sectionDeadline, zona: this.naskah.zona }));
  }

  pauseChanged() {
    if (this.jam.paused === null) this.papan.clear("jeda");
    else this.showPause();
    this.paintClock(performance.now());
    this.relock();
  }

  showPause() {
    this.layar.closeAsk();
    this.layar.dialogs.tanya.close();
    this.papan.set("jeda", pesan.paused({ alasan: this.head.alasanJeda, perangkat: this.unsent }));
  }

  /** Time was added after the end: what was locked opens again. */
  moreTime() {
    if (this.jam.nextLeft(performance.now()) <= 0) return;
    this.pindah.reopen();
    if (!this.isOver || this.kumpul.isSubmitting) return;
    this.isOver = false;
    this.papan.clear("habis");
    this.relock();
  }

  down(error) {
    this.isPortal = error.isPortal;
    if (this.downSince === null) this.downSince = this.jam.now(performance.now());
    this.showDown(tally(this.items, this.answers));
  }

  showDown({ perangkat }) {
    if (this.isStopped || this.isOver) return;
    const kabar = pesan.offline({ sejak: this.downSince, zona: this.naskah.zona, perangkat, portal: this.isPortal });
    const again = { teks: "Coba kirim", onclick: () => { this.sender.wake(); this.pulse(); } };
    this.papan.set("putus", kabar, [again, ...this.rescueOffer()]);
  }

  /** The rescue file is offered where answers wait for long, or where handing in fails. */
  rescueOffer(isTrouble = false) {
    if (!(this.unsent > 0 && (isTrouble || this.tangan.isOverdue()))) return [];
    return [{ teks: "Unduh berkas jawaban", onclick: () => this.tangan.rescue() }];
  }

  async stopped(code) {
    if (this.isStopped) return;
    if (code === "closed") return this.finished();
    if (code !== "lease_lost") return this.signIn();
    await this.settleTyping();
    this.halt();
    const isEmpty = await drain(this.gudang, this.pintu, this.head.id, (n) => { this.apart += n; });
    this.papan.set("henti", pesan.leaseLost({ perangkat: this.apart }), [{ teks: "Halaman saya", href: this.bekal.peserta }]);
    if (isEmpty) await this.gudang.purge(this.head.id);
    return undefined;
  }

  halt() {
    this.isStopped = true;
    this.sender.stop();
    this.layar.lock();
    this.layar.closeAsk();
    this.layar.dialogs.tanya.close();
  }

  // ---------- Signing in again ----------

  /** The dialog comes once by itself; put away, its banner stays until the server knows this page again. */
  signIn() {
    this.papan.set("masuk", pesan.signIn({ perangkat: this.unsent }), [{ teks: "Masuk lagi", onclick: () => this.masuk.open(this.head.id) }]);
    if (this.isSignInAsked) return;
    this.isSignInAsked = true;
    this.masuk.open(this.head.id);
  }

  /** The server knows this page again; it may have opened another section meanwhile. */
  async known(naskah, reply) {
    this.papan.clear("masuk");
    this.isSignInAsked = false;
    if (naskah.ke !== this.naskah.ke) await this.turn(naskah, reply, false);
    else this.heard({ ...reply, body: { ...reply.body, news: [] } });
    this.items.forEach((item) => this.layar.mark(item.versi, this.answers.get(item.versi)));
    await this.sender.wake();
  }

  // ---------- Sections and the end ----------

  /** The next section is open. */
  async turn(naskah, reply, isTime) {
    this.naskah = naskah;
    this.items = flatten(naskah.bagian, naskah.gambar);
    this.index = 0;
    this.lastLeft = null;
    await this.gudang.turn(this.head.id, naskah, { ke: naskah.ke, index: 0, bagianDeadline: reply.body.bagian_deadline ?? null });
    this.pindah.isMoving = false;
    this.heard(reply);
    this.draw({ isFocused: true });
    this.berita.add(pesan.sectionOpened({ ke: naskah.ke, jumlah: naskah.jumlah, nama: naskah.bagian[0].nama, isTime }));
    this.sender.wake();
  }

  /** What the participant asks for when everything here is done: the next section, or handing in. */
  end() {
    return this.pindah.hasNext ? this.pindah.ask() : this.kumpul.ask();
  }

  timeUp() {
    this.settleTyping();
    this.isOver = true;
    this.layar.lock();
    this.layar.closeAsk();
    this.showTimeUp(false);
    this.kumpul.timeUp();
  }

  showTimeUp(isTrouble) {
    this.papan.set("habis", pesan.timeUp({ perangkat: this.unsent, isTrouble }), this.rescueOffer(isTrouble));
  }

  shown(item) {
    this.tangan.shown(item);
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
