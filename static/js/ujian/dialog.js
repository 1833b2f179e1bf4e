// A native dialog of the exam page: opens, says what is wrong, closes. Focus comes back by itself.

export class Dialog {
  constructor(id) {
    this.box = document.getElementById(id);
    this.line = this.box.querySelector("[data-dialog-galat]");
    this.box.querySelectorAll("[data-dialog-tutup]").forEach((b) => b.addEventListener("click", () => this.close()));
  }

  get isOpen() {
    return this.box.open;
  }

  open(focusId = null) {
    this.trouble("");
    if (!this.box.open) this.box.showModal();
    (focusId ? document.getElementById(focusId) : this.box.querySelector("h2")).focus();
  }

  close() {
    if (this.box.open) this.box.close();
  }

  busy(isBusy) {
    const button = this.box.querySelector("[data-dialog-kirim]");
    button.disabled = isBusy;
    if (isBusy) this.words = button.textContent;
    button.textContent = isBusy ? "Mengirim …" : this.words || button.textContent;
  }

  trouble(text) {
    if (!this.line) return;
    this.line.textContent = text;
    this.line.hidden = !text;
  }
}
