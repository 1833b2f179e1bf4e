// What a proctor hears and reads about seats. No DOM.

/** "Jeda {siapa}?" → "Jeda 2 peserta?" */
export function fill(text, siapa) {
  return text.replaceAll("{siapa}", siapa);
}

/** "9 Elfi Yusra, 22 Leni Susanti, dan 3 lainnya". */
export function listSeats(names, most = 4) {
  if (names.length <= most) return names.join(", ");
  return `${names.slice(0, most - 1).join(", ")}, dan ${names.length - most + 1} lainnya`;
}

/** Seats that dropped or came back between two looks; saves are no news. `number(id)` names a seat. */
export function newsOfDrops(before, after, number) {
  const dropped = [];
  const back = [];
  for (const [id, now] of after) {
    const then = before.get(id);
    if (then === undefined || then === now) continue;
    if (now === "putus") dropped.push(number(id));
    else if (then === "putus") back.push(number(id));
  }
  const parts = [];
  if (dropped.length) parts.push(`${dropped.length} kursi putus: ${listSeats(dropped, 8)}.`);
  if (back.length) parts.push(`${back.length} kursi kembali: ${listSeats(back, 8)}.`);
  return parts.join(" ");
}

/** Calls that came new: [[key, words], …] before and after. */
export function newsOfCalls(before, after) {
  const known = new Set(before.map(([key]) => key));
  return after.filter(([key]) => !known.has(key)).map(([, words]) => `${words}.`).join(" ");
}

/** Whether a seat's words hold all that was typed: "9" finds seat 9 alone, "elfi" finds a name. */
export function matches(words, typed) {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const [seat, ...rest] = words.split(" ");
  return wanted.every((part) => (/^\d{1,3}$/.test(part) ? seat === part : rest.join(" ").includes(part)));
}

/** "00.47.30" of milliseconds; never below zero. */
export function leftText(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((n) => String(n).padStart(2, "0")).join(".");
}
