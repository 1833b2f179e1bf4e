// Loaded without `defer` in <head>, so that the first paint already has the right theme and text size.
// The server writes both attributes from the cookies; without a theme cookie the device decides.
(() => {
  const YEAR = 31536000;
  const root = document.documentElement;
  const isDark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => { root.dataset.bsTheme = isDark.matches ? "dark" : "light"; };
  const stopFollowing = () => isDark.removeEventListener("change", follow);

  if (root.hasAttribute("data-ikut-perangkat")) {
    follow();
    // Also when the device turns dark in the evening, while this page is open.
    isDark.addEventListener("change", follow);
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
      if (target === "bsTheme") stopFollowing();
      keep(cookie, root.dataset[target]);
      show();
    }));
    isDark.addEventListener("change", show);
    show();
  };

  document.addEventListener("DOMContentLoaded", () => {
    wire("data-tema", "tema", "bsTheme");
    wire("data-ukuran-pilih", "ukuran", "ukuran");
  });
})();
