// The rescue file: what a device holds, sealed with the key of this sitting. For the proctor's hand when no line comes back.
// No DOM, no network.
import { asSent, newestByItem } from "./antrean.js";
import { clock } from "./jam.js";

export const FORMAT = "asesmen-asn-jawaban-1";
// So long an answer may wait for the server before the page offers the file by itself.
const OVERDUE = 120000;

export function isOverdue(unsentSince, now) {
  return unsentSince !== null && now - unsentSince >= OVERDUE;
}

/** Everything unsent, and the newest of what the server named already: two copies harm nobody, a missing one would. */
export function contents(queue, answers) {
  const newest = newestByItem(queue);
  const known = [...answers.values()].filter((a) => a.keadaan === "server" && a.epoch && !newest.has(a.versi));
  return [...queue, ...known].map(asSent).sort((a, b) => a.epoch - b.epoch || a.seq - b.seq);
}

/** The file's text: AES-GCM under `kunci` (base64, 32 bytes), bound to the sitting's id. */
export async function seal({ kunci, pengerjaan, simpanan, dibuat }, { subtle, iv } = {}) {
  const crypt = subtle || globalThis.crypto.subtle;
  const nonce = iv || globalThis.crypto.getRandomValues(new Uint8Array(12));
  const utf8 = new TextEncoder();
  const key = await crypt.importKey("raw", fromBase64(kunci), "AES-GCM", false, ["encrypt"]);
  const sealed = await crypt.encrypt(
    { name: "AES-GCM", iv: nonce, additionalData: utf8.encode(pengerjaan) }, key, utf8.encode(JSON.stringify({ simpanan })),
  );
  return JSON.stringify({ format: FORMAT, pengerjaan, dibuat, iv: toBase64(nonce), isi: toBase64(new Uint8Array(sealed)) });
}

/** "jawaban-17-0841.asn.json" of "Kursi 17" */
export function fileName(kursi, ms, zona) {
  const [seat] = String(kursi || "").match(/\d+[A-Za-z]?/) || ["kursi"];
  return `jawaban-${seat}-${clock(ms, zona).split(" ")[0].replace(".", "")}.asn.json`;
}

function toBase64(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function fromBase64(text) {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}
