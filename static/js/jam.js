// The server's clock goes on in the footer, whatever the device's own clock says.

/** "10.12 WIB" from the server's moment, the milliseconds since, and the zone's name. */
export function clockText(serverIso, elapsed, zone) {
  const [, sign, hours, minutes] = serverIso.match(/([+-])(\d\d):?(\d\d)$/) || ["", "+", "00", "00"];
  const offset = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60000;
  const local = new Date(Date.parse(serverIso) + elapsed + offset);
  const two = (number) => String(number).padStart(2, "0");
  return `${two(local.getUTCHours())}.${two(local.getUTCMinutes())} ${zone}`.trim();
}

export function wireClock(root = document) {
  const clock = root.querySelector("[data-jam-server]");
  if (!clock) return;
  const start = performance.now();
  const zone = clock.textContent.trim().split(" ").slice(1).join(" ");
  setInterval(() => { clock.textContent = clockText(clock.dateTime, performance.now() - start, zone); }, 5000);
}
