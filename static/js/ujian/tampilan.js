// Text size, theme and contrast, remembered on this device. Size and theme are tema.js's cookies; a page that the service worker
// kept may carry older ones.
const root = document.documentElement;
const KEY = "ujian-kontras";

function told(name, allowed) {
  const [, value] = document.cookie.match(new RegExp(`(?:^|; )${name}=([a-z]+)`)) || [];
  return allowed.includes(value) ? value : null;
}

function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function press() {
  document.querySelectorAll("[data-kontras-pilih]").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.kontrasPilih === (root.dataset.kontras || "biasa")));
  });
  for (const [attribute, target] of [["data-tema", "bsTheme"], ["data-ukuran-pilih", "ukuran"]]) {
    document.querySelectorAll(`[${attribute}]`).forEach((b) => b.setAttribute("aria-pressed", String(b.getAttribute(attribute) === root.dataset[target])));
  }
}

function contrast(choice) {
  if (choice === "tinggi") root.dataset.kontras = "tinggi";
  else delete root.dataset.kontras;
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // Then it holds until the page is closed.
  }
  press();
}

export function wireLooks() {
  root.dataset.ukuran = told("ukuran", ["biasa", "besar", "terbesar"]) || root.dataset.ukuran;
  root.dataset.bsTheme = told("tema", ["light", "dark"]) || root.dataset.bsTheme;
  if (stored() === "tinggi") root.dataset.kontras = "tinggi";
  document.querySelectorAll("[data-kontras-pilih]").forEach((button) => button.addEventListener("click", () => contrast(button.dataset.kontrasPilih)));
  press();
}
