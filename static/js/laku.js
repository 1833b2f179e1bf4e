// Small behaviours of a page: folding menus, the way back, printing, forms that are sent once.
function wireFolds(root) {
  const open = () => root.querySelectorAll("details[data-lipat][open]");
  root.addEventListener("click", (event) => open().forEach((fold) => { if (!fold.contains(event.target)) fold.open = false; }));
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    open().forEach((fold) => {
      const isInside = fold.contains(document.activeElement);
      fold.open = false;
      if (isInside) fold.querySelector("summary").focus();
    });
  });
  root.querySelector("[data-menu] [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
}

function wireButtons(root) {
  const acts = {
    "data-kembali": () => history.back(),
    "data-muat-ulang": () => location.reload(),
    "data-cetak": () => print(),
  };
  for (const [attribute, act] of Object.entries(acts)) {
    root.querySelectorAll(`[${attribute}]`).forEach((button) => {
      button.hidden = attribute === "data-kembali" && history.length < 2;
      button.addEventListener("click", act);
    });
  }
}

function wireForms(root) {
  root.querySelector("[data-galat-formulir]")?.focus();
  root.addEventListener("input", (event) => event.target.closest("form[data-formulir]")?.setAttribute("data-diubah", ""));
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.hasAttribute("aria-busy")) return event.preventDefault();
    form.setAttribute("aria-busy", "true");
    // A download leaves the page standing, and the back button brings it back: both must find a usable form.
    setTimeout(() => form.removeAttribute("aria-busy"), 4000);
  });
}

export function wireBehaviour(root = document) {
  wireFolds(root);
  wireButtons(root);
  wireForms(root);
}
