// What a participant does besides answering: calls the proctor, reports a question, takes the rescue file.
import { contents, fileName, isOverdue, seal } from "./berkas.js";
import { Dialog } from "./dialog.js";
import { Panggilan } from "./panggilan.js";
import * as pesan from "./pesan.js";

const find = (name) => document.querySelector(`[data-${name}]`);

export class Tangan {
  constructor(ujian) {
    this.ujian = ujian;
    this.item = null;
    this.panggilan = new Panggilan({
      send: (jenis, body) => ujian.pintu[jenis](body),
      now: () => ujian.jam.now(performance.now()),
      onChange: () => {
        this.#paint();
        ujian.gudang.update(ujian.head.id, { panggilan: this.panggilan.known() });
      },
    });
    this.panggilan.restore(ujian.head.panggilan || []);
    this.dialogs = { panggil: new Dialog("panggil"), lapor: new Dialog("lapor"), berkas: ujian.layar.dialogs.berkas };
    this.#form("panggil", (kalimat) => this.panggilan.call(kalimat));
    this.#form("lapor", (kalimat) => this.panggilan.report(this.reported, kalimat));
    document.querySelectorAll("[data-panggil-buka]").forEach((b) => b.addEventListener("click", () => this.#openCall()));
    find("lapor-buka").addEventListener("click", () => this.openReport());
    find("berkas-unduh").addEventListener("click", () => this.#download());
  }

  #form(name, send) {
    const form = find(`${name}-formulir`);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const dialog = this.dialogs[name];
      dialog.busy(true);
      const wrong = await send(form.elements.kalimat.value.trim());
      dialog.busy(false);
      if (wrong) return dialog.trouble(wrong);
      form.reset();
      return dialog.close();
    });
  }

  #openCall() {
    this.ujian.layar.dialogs.menu.close();
    this.dialogs.panggil.open();
  }

  openReport() {
    this.reported = this.item.versi;
    find("lapor-nomor").textContent = this.item.nomor;
    this.dialogs.lapor.open("lapor-kalimat");
  }

  shown(item) {
    this.item = item;
    this.#paint();
  }

  answered(versi) {
    this.panggilan.answered(versi);
  }

  again() {
    this.panggilan.again();
  }

  #paint() {
    const { layar, naskah } = this.ujian;
    layar.call(pesan.callState(this.panggilan.stateOf("panggil"), naskah.zona));
    if (this.item) layar.report(pesan.reportState(this.panggilan.stateOf(this.item.versi), naskah.zona));
  }

  // ---------- The rescue file ----------

  isOverdue() {
    return isOverdue(this.ujian.unsentSince, performance.now());
  }

  async rescue() {
    await this.ujian.settleTyping();
    find("berkas-hasil").textContent = "";
    find("berkas-jumlah").textContent = pesan.rescueCount({ perangkat: this.ujian.unsent });
    this.dialogs.berkas.open();
  }

  async #download() {
    const { ujian } = this;
    await ujian.settleTyping();
    const now = ujian.jam.now(performance.now());
    const name = fileName(ujian.naskah.kursi, now, ujian.naskah.zona);
    try {
      const simpanan = contents(await ujian.gudang.entries(ujian.head.id), ujian.answers);
      save(name, await seal({ kunci: ujian.head.kunci, pengerjaan: ujian.head.id, simpanan, dibuat: Math.round(now) }));
      find("berkas-hasil").textContent = `${name} sudah diunduh, berisi ${simpanan.length} jawaban. Serahkan kepada pengawas; jangan menutup halaman ini.`;
    } catch {
      find("berkas-hasil").textContent = "Berkas tidak dapat dibuat di peramban ini. Jawaban tetap ada di perangkat: jangan menutup halaman ini, angkat tangan.";
    }
  }
}

function save(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
