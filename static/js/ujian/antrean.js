// What is sent next, and what a reply means for the queue. No DOM, no network, no storage.

export const MAX_BATCH = 50;
const LONGEST = 30000;

export const keyOf = (entry) => `${entry.epoch}.${entry.seq}`;
const byNumber = (a, b) => a.epoch - b.epoch || a.seq - b.seq;

/** The entries to send now, oldest number first, as the server wants them. */
export function nextBatch(entries, limit = MAX_BATCH) {
  return [...entries].sort(byNumber).slice(0, limit);
}

export function asSent({ versi, epoch, seq, nilai, ragu }) {
  return { versi, epoch, seq, nilai, ragu };
}

/**
 * An acknowledgement is our own JSON, about our sitting, that names entries. A captive portal answers 200 with HTML, a
 * login page redirects: neither is one.
 */
export function isReply(reply, id) {
  return Boolean(reply) && reply.pengerjaan === id && Array.isArray(reply.acked) && Array.isArray(reply.quarantined);
}

/**
 * {stored, apart, renumber, drop} of the entries that were sent. Only what the reply names leaves the queue: `stored` and
 * `apart` (kept for a decision) are safe on the server; `renumber` met its number in use and goes again under a new one;
 * `drop` can never be stored.
 */
export function readReply(batch, reply) {
  const find = (names) => {
    const wanted = new Set(names.map(([versi, epoch, seq]) => `${versi}:${epoch}.${seq}`));
    return batch.filter((e) => wanted.has(`${e.versi}:${keyOf(e)}`));
  };
  const refused = reply.refused || [];
  const withCode = (test) => find(refused.filter(([, code]) => test(code)).map(([name]) => name));
  return {
    stored: find(reply.acked),
    apart: find(reply.quarantined),
    renumber: withCode((code) => code === "conflict"),
    drop: withCode((code) => code !== "conflict"),
  };
}

/**
 * Milliseconds until the next try after `failures` failures in a row: 1, 2, 4 … 30 s, ±50 %. Near the end more eagerly,
 * never less. `asked` is what the server's Retry-After said, in seconds.
 */
export function retryDelay(failures, { random = Math.random, left = Infinity, asked = 0 } = {}) {
  const longest = left < 120000 ? 3000 : LONGEST;
  const base = Math.min(1000 * 2 ** Math.max(0, failures - 1), longest);
  return Math.max(asked * 1000, base * (0.5 + random()));
}

/** versi → its newest entry in the queue. */
export function newestByItem(entries) {
  const newest = new Map();
  for (const entry of entries) {
    const known = newest.get(entry.versi);
    if (!known || byNumber(known, entry) < 0) newest.set(entry.versi, entry);
  }
  return newest;
}

/**
 * What the page shows after loading: the server's answers, and over them what the device has not sent yet, where that is
 * newer. versi → {versi, nilai, ragu, epoch, seq, keadaan: "server" | "perangkat"}.
 */
export function merge(server, queue) {
  const state = new Map(server.map((a) => [a.versi, { ...a, keadaan: "server" }]));
  for (const [versi, entry] of newestByItem(queue)) {
    const known = state.get(versi);
    if (!known || byNumber(known, entry) < 0) state.set(versi, { ...asSent(entry), keadaan: "perangkat" });
  }
  return state;
}
