// What a job's state means for its bar, its sentence and the next question to the server. No DOM, no network.
import { count, percent } from "./angka.js";

const OVER = new Set(["selesai", "gagal", "dibatalkan"]);
const FIRST_DELAY = 1000;
const USUAL_DELAY = 3000;
const LONGEST_DELAY = 30000;

export function isOver(state) {
  return OVER.has(state.status);
}

/** Milliseconds until the next question: soon at first, then every 3 s, and ever more seldom while the server is silent. */
export function nextDelay({ asked, failures }) {
  if (failures > 0) return Math.min(USUAL_DELAY * 2 ** failures, LONGEST_DELAY);
  return asked < 5 ? FIRST_DELAY : USUAL_DELAY;
}

/** {max, value} of the bar; null where nobody knows yet and the bar is hatched. */
export function bar(state) {
  if (isOver(state)) return { max: state.total || 1, value: state.status === "selesai" ? state.total || 1 : state.done };
  if (state.status === "antre" || !state.total) return null;
  return { max: state.total, value: Math.min(state.done, state.total) };
}

export function headline(state) {
  if (state.status === "antre") return "Antre";
  if (state.status === "gagal") return "Gagal";
  if (state.status === "dibatalkan") return "Dibatalkan";
  if (state.status === "selesai") return "Selesai";
  return percent(state.done, state.total);
}

export function sentence(state) {
  if (state.kalimat) return state.kalimat;
  if (state.status === "antre") return "menunggu giliran";
  return state.total ? `${count(state.done)} dari ${count(state.total)}` : "";
}

/** What a screen reader hears: the start, every quarter, the end; not every step. Empty when there is no news. */
export function news(before, now) {
  if (isOver(now)) return before && isOver(before) ? "" : headline(now);
  if (now.status === "antre" || !now.total) return "";
  const quarter = (state) => (state && state.total ? Math.floor((state.done * 4) / state.total) : 0);
  return quarter(now) > quarter(before) ? `${percent(now.done, now.total)} selesai` : "";
}
