// The clock of a sitting: the server's time alone. No DOM, no network, no Date of its own.

const SLEEP = 5000;

/** Paints `deadline − (performance.now() + offset)`; changing the device's clock changes nothing. */
export class Jam {
  constructor() {
    this.offset = 0;
    this.deadline = null;
    this.sectionDeadline = null;
    this.paused = null;
    this.mark = null;
  }

  /** Measured on every reply: the server's moment lies in the middle between sending and hearing. */
  sync(serverNow, sent, heard) {
    this.offset = serverNow - (sent + heard) / 2;
    this.mark = null;
  }

  /** After a reload without network: the last known server time plus what the device's clock says has passed since. */
  restore({ serverNow, wall }, wallNow, perf) {
    this.offset = serverNow + Math.max(0, wallNow - wall) - perf;
  }

  now(perf) {
    return perf + this.offset;
  }

  /** Until the end of the sitting; while paused, the clock stands where the pause stopped it. */
  left(perf) {
    return this.#until(this.deadline, perf);
  }

  /** Until the end of the open section, null where it has no time of its own. */
  sectionLeft(perf) {
    return this.#until(this.sectionDeadline, perf);
  }

  /** Until whatever comes first: what the participant's clock shows. */
  nextLeft(perf) {
    return this.sectionLeft(perf) ?? this.left(perf);
  }

  /** Deadlines and pause as a reply of the server tells them; what it does not name stays. */
  take({ deadline, bagian_deadline: section, dijeda }) {
    if (deadline) this.deadline = deadline;
    if (section !== undefined) this.sectionDeadline = section;
    if (dijeda !== undefined) this.paused = dijeda;
  }

  #until(limit, perf) {
    return limit === null ? null : Math.max(0, limit - (this.paused ?? this.now(perf)));
  }

  /** True when the device slept: its wall clock went on while performance.now() stood still. Asks for a new sync. */
  slept(perf, wall) {
    const before = this.mark;
    this.mark = { perf, wall };
    return before !== null && Math.abs(wall - before.wall - (perf - before.perf)) > SLEEP;
  }
}

/** "00:54:30"; a begun second still counts. */
export function countdown(ms) {
  const seconds = Math.ceil(ms / 1000);
  const two = (n) => String(n).padStart(2, "0");
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** "09.47 WIB" or "08.52.28 WIB" in the zone of the office: {menit: 420, nama: "WIB"}. */
export function clock(ms, zona, withSeconds = false) {
  const d = new Date(ms + zona.menit * 60000);
  const two = (n) => String(n).padStart(2, "0");
  const parts = [d.getUTCHours(), d.getUTCMinutes(), ...(withSeconds ? [d.getUTCSeconds()] : [])].map(two);
  return `${parts.join(".")} ${zona.nama}`.trim();
}

const SPOKEN = [30, 10, 5, 1];

/** What a screen reader hears when the time left goes from `before` to `after` (ms): only at 30, 10, 5 and 1 minute. */
export function spokenTime(before, after, what = "Sisa waktu") {
  if (before === null || after === null) return "";
  const crossed = SPOKEN.filter((m) => before > m * 60000 && after <= m * 60000);
  return crossed.length ? `${what} ${crossed[crossed.length - 1]} menit.` : "";
}

/** "akhir" in the last five minutes, when the clock turns turmeric. */
export function phase(ms) {
  return ms <= 5 * 60000 ? "akhir" : "";
}

/** "54 menit 12 detik", for the key that reads the time aloud. */
export function timeInWords(ms) {
  const seconds = Math.ceil(ms / 1000);
  const parts = [[Math.floor(seconds / 3600), "jam"], [Math.floor(seconds / 60) % 60, "menit"], [seconds % 60, "detik"]];
  return parts.filter(([n], i) => n > 0 || (i === 2 && seconds === 0)).map(([n, unit]) => `${n} ${unit}`).join(" ");
}

/** "12 menit", below one minute "45 detik": the time left of a section, without a second's restlessness. */
export function roughly(ms) {
  return ms > 60000 ? `${Math.ceil(ms / 60000)} menit` : `${Math.ceil(ms / 1000)} detik`;
}
