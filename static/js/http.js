// The one place that speaks HTTP for the staff pages.
async function ask(url, accept, { fetcher, timeout }) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), timeout);
  try {
    const reply = await fetcher(url, {
      headers: { Accept: accept },
      credentials: "same-origin",
      cache: "no-store",
      signal: stop.signal,
    });
    const kind = reply.headers.get("Content-Type") || "";
    return { reply, kind, body: await reply.text() };
  } finally {
    clearTimeout(timer);
  }
}

/** Throws on anything that is not our own JSON. */
export async function getJson(url, { fetcher = fetch, timeout = 10000 } = {}) {
  const { reply, kind, body } = await ask(url, "application/json", { fetcher, timeout });
  // A captive portal or a login page answers 200 with HTML.
  if (!kind.startsWith("application/json")) throw new Error("not json");
  const data = JSON.parse(body);
  if (!reply.ok) throw Object.assign(new Error(data.message || "refused"), { status: reply.status });
  return data;
}

/** The text of one of our pages. Throws on a refusal, and where somebody else's page or the sign-in page answers. */
export async function getPage(url, { fetcher = fetch, timeout = 10000 } = {}) {
  const { reply, kind, body } = await ask(url, "text/html", { fetcher, timeout });
  if (!reply.ok || reply.redirected || !kind.startsWith("text/html")) throw new Error("not our page");
  return body;
}
