// Lists that follow the typing: in a form[data-langsung] the search field asks by itself once the hands rest, and every
// [data-hasil] of the answer takes the place of its namesake. The page stays, so does the cursor; the address tells what
// is shown. Whatever goes wrong leaves the page as it is, with its button.
import { getPage } from "./http.js";

const REST = 400;

export function addressOf(form, path = location.pathname) {
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== "")).toString();
  return asked ? `${path}?${asked}` : path;
}

/** Asks for the newest address only: an answer that was overtaken is not shown. */
export function follower(ask, show) {
  let last = 0;
  return async (address) => {
    const mine = ++last;
    try {
      const page = await ask(address);
      if (mine === last) show(page, address);
    } catch {
      // The button is still there.
    }
  };
}

function replaceResults(text, address) {
  const answer = new DOMParser().parseFromString(text, "text/html");
  for (const old of document.querySelectorAll("[data-hasil]")) {
    const fresh = answer.querySelector(`[data-hasil="${old.dataset.hasil}"]`);
    if (fresh) old.replaceChildren(...fresh.childNodes);
  }
  history.replaceState(null, "", address);
}

export function wireLiveSearch(root = document) {
  const follow = follower(getPage, replaceResults);
  let rest;
  root.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-langsung]");
    if (!form || event.target.type !== "search") return;
    clearTimeout(rest);
    rest = setTimeout(() => follow(addressOf(form)), REST);
  });
}
