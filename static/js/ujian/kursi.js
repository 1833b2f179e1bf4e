// What a proctor hears and reads about seats. No DOM.

export function fill(text, count) {
  return text.replaceAll("{n}", String(count));
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
  if (dropped.length) parts.push(`${dropped.length} kursi putus: ${dropped.join(", ")}.`);
  if (back.length) parts.push(`${back.length} kursi kembali: ${back.join(", ")}.`);
  return parts.join(" ");
}
