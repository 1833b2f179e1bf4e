// What a key means on the exam page. No DOM.

const KEYS = {
  ArrowLeft: ["step", -1],
  p: ["step", -1],
  ArrowRight: ["step", 1],
  n: ["step", 1],
  r: ["doubt"],
  s: ["speak"],
  t: ["speak"],
  "?": ["help"],
};

/** [name, argument] of the act, or null. Letters A to H choose; a key held with Ctrl, Alt or Meta belongs to the browser. */
export function actOf({ key, ctrlKey, altKey, metaKey }) {
  if (ctrlKey || altKey || metaKey) return null;
  const name = key.length === 1 ? key.toLowerCase() : key;
  if (/^[a-h]$/.test(name)) return ["press", name.charCodeAt(0) - 97];
  return KEYS[name] || null;
}
