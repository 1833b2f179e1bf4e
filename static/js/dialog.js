// Native dialogs. A link <a href="#id" data-dialog-buka> opens one; without script :target shows it.
// A form with data-tanya="id" asks first: the dialog's own button belongs to that form and sends it.
export function wireDialogs(root = document) {
  root.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog-buka]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.dialogBuka || (opener.hash || "").slice(1));
      if (!dialog) return;
      event.preventDefault();
      dialog.showModal();
      return;
    }
    const closer = event.target.closest("[data-dialog-tutup]");
    const dialog = closer && closer.closest("dialog[open]");
    if (dialog) {
      event.preventDefault();
      dialog.close();
    }
  });
  root.addEventListener("submit", (event) => {
    const dialog = document.getElementById(event.target.dataset.tanya || "");
    const isAnswer = event.submitter && event.submitter.closest("dialog");
    if (!dialog || isAnswer) return;
    event.preventDefault();
    dialog.showModal();
  });
}
