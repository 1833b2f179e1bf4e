// The one place of the exam that speaks HTTP.

/** Anything that is no answer of our own: no network, too slow, a portal's or a login's HTML. */
export class Unreachable extends Error {
  constructor(why, isPortal = false) {
    super(why);
    this.isPortal = isPortal;
  }
}

/**
 * {status, body, sent, heard, asked}: our server's JSON, whatever its status; `sent` and `heard` for the clock, `asked` the
 * seconds of Retry-After. Throws Unreachable.
 */
export async function post(url, body, { headers = {}, credentials = "omit", keepalive = false, timeout = 10000, fetcher = fetch, perf = () => performance.now() } = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), timeout);
  const sent = perf();
  try {
    const reply = await fetcher(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", ...headers },
      body: JSON.stringify(body),
      credentials,
      keepalive,
      cache: "no-store",
      redirect: "manual",
      signal: stop.signal,
    });
    const heard = perf();
    if (!(reply.headers.get("Content-Type") || "").startsWith("application/json")) throw new Unreachable("not json", true);
    return { status: reply.status, body: await reply.json(), sent, heard, asked: Number(reply.headers.get("Retry-After")) || 0 };
  } catch (error) {
    throw error instanceof Unreachable ? error : new Unreachable(error.name || "failed");
  } finally {
    clearTimeout(timer);
  }
}

/** The doors that a sitting's token opens: no cookie travels, so the server needs no session. */
export class Pintu {
  constructor(alamat, options = {}) {
    this.alamat = alamat;
    this.options = options;
    this.token = "";
  }

  simpan(body, more = {}) {
    return this.#send(this.alamat.simpan, body, more);
  }

  denyut(body) {
    return this.#send(this.alamat.denyut, body);
  }

  kumpul(body) {
    return this.#send(this.alamat.kumpul, body, { timeout: 20000 });
  }

  lanjut(body) {
    return this.#send(this.alamat.lanjut, body, { timeout: 15000 });
  }

  panggil(body) {
    return this.#send(this.alamat.panggil, body);
  }

  lapor(body) {
    return this.#send(this.alamat.lapor, body);
  }

  #send(url, body, more = {}) {
    return post(url, body, { ...this.options, ...more, headers: { Authorization: `Bearer ${this.token}` } });
  }
}

export function cookie(name, jar = document.cookie) {
  const found = jar.split("; ").find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

/** A door of the participant's session. The CSRF token is read from the cookie at send time; refused, it is fetched once. */
export async function postInSession(url, body, { csrf, csrfCookie }, options = {}) {
  const send = (token) => post(url, body, { ...options, credentials: "same-origin", headers: { "X-CSRFToken": token } });
  const reply = await send(cookie(csrfCookie));
  if (reply.status !== 403) return reply;
  const fresh = await fetch(csrf, { credentials: "same-origin", cache: "no-store", headers: { Accept: "application/json" } });
  return send((await fresh.json()).token);
}
