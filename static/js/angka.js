// Numbers as an Indonesian office writes them.
export function count(number) {
  return String(Math.trunc(number)).replace(/\B(?=(\d{3})+$)/g, ".");
}

export function percent(part, whole) {
  return whole > 0 ? `${Math.floor((part * 100) / whole)}%` : "";
}
