// Keeps every [data-pekerjaan] block up to date; at the end opens data-sesudah or loads the page again.
import { getJson } from "./http.js";
import { bar, headline, isOver, news, nextDelay, sentence } from "./kemajuan.js";

function paint(block, before, state) {
  const progress = block.querySelector("progress");
  const width = bar(state);
  if (width) {
    progress.max = width.max;
    progress.value = width.value;
  } else {
    progress.removeAttribute("value");
  }
  progress.classList.toggle("kemajuan-henti", state.status === "gagal");
  block.dataset.status = state.status;
  block.querySelector("[data-persen]").textContent = headline(state);
  block.querySelector("[data-kalimat]").textContent = sentence(state);
  const said = news(before, state);
  if (said) block.querySelector("[data-ucapan]").textContent = said;
}

function leave(block, state) {
  const target = state.tautan || block.dataset.sesudah;
  // Nobody is thrown out of what they are writing: a dialog or a filled field waits for the person.
  if (document.querySelector("dialog[open], form[data-diubah]")) return;
  if (target) location.assign(target);
  else location.reload();
}

async function watch(block) {
  let before = { status: block.dataset.status, done: 0, total: 0 };
  for (let asked = 0, failures = 0; block.isConnected; asked += 1) {
    await new Promise((go) => setTimeout(go, nextDelay({ asked, failures })));
    if (document.hidden) continue;
    try {
      const state = await getJson(block.dataset.pekerjaan);
      failures = 0;
      paint(block, before, state);
      if (isOver(state)) return leave(block, state);
      before = state;
    } catch (error) {
      if (error.status === 401 || error.status === 404) return location.reload();
      failures += 1;
      block.querySelector("[data-kalimat]").textContent = "Sambungan ke server terputus. Pekerjaan tetap berjalan, halaman ini mencoba lagi sendiri.";
    }
  }
}

export function watchJobs(root = document) {
  for (const block of root.querySelectorAll("[data-pekerjaan]")) {
    if (block.dataset.pekerjaan && !isOver({ status: block.dataset.status })) watch(block);
  }
}
