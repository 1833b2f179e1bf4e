// Filters that send themselves. Only after a click or a touch: the arrow keys of a select change its value on every
// press, and a page that jumps away then cannot be used by keyboard (they have the button).
export function wireFilters(root = document) {
  let isPointer = false;
  root.addEventListener("pointerdown", () => { isPointer = true; }, true);
  root.addEventListener("keydown", () => { isPointer = false; }, true);
  root.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-kirim-otomatis]");
    if (form && isPointer && event.target.matches("select, input[type=radio], input[type=checkbox]")) form.requestSubmit();
  });
  root.addEventListener("submit", (event) => {
    if (event.target.matches("form[method=get][data-kirim-otomatis]")) dropEmpty(event.target);
  });
}

// Keeps addresses short and shareable: ?cari=&unit=&status=antre becomes ?status=antre.
function dropEmpty(form) {
  for (const field of form.querySelectorAll("input[name], select[name]")) {
    if (field.value === "") field.disabled = true;
  }
  // Coming back with the browser's button finds the fields usable again.
  addEventListener("pageshow", () => form.querySelectorAll(":disabled").forEach((f) => { f.disabled = false; }), { once: true });
}
