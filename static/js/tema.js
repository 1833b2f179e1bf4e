// Loaded without `defer` in <head>, so that the first paint already has the right theme and text size.
// The server writes both attributes from the cookies; without a theme cookie the device decides.
(() => {
  const YEAR = 31536000;
  const root = document.documentElement;

  if (root.hasAttribute("data-ikut-perangkat") && matchMedia("(prefers-color-scheme: dark)").matches) {
    root.dataset.bsTheme = "dark";
  }

  const keep = (name, value) => {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `${name}=${value}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
  };

  const wire = (attribute, cookie, target) => {
    const buttons = [...document.querySelectorAll(`[${attribute}]`)];
    const show = () => buttons.forEach((b) =>
      b.setAttribute("aria-pressed", String(b.getAttribute(attribute) === root.dataset[target])));
    buttons.forEach((button) => button.addEventListener("click", () => {
      root.dataset[target] = button.getAttribute(attribute);
      keep(cookie, root.dataset[target]);
      show();
    }));
    show();
  };

  document.addEventListener("DOMContentLoaded", () => {
    wire("data-tema", "tema", "bsTheme");
    wire("data-ukuran-pilih", "ukuran", "ukuran");
  });
})();
