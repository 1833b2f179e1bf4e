// The one place that speaks HTTP for the staff pages. Throws on anything that is not our own JSON.
export async function getJson(url, { fetcher = fetch, timeout = 10000 } = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), timeout);
  try {
    const reply = await fetcher(url, {
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      cache: "no-store",
      signal: stop.signal,
    });
    const kind = reply.headers.get("Content-Type") || "";
    // A captive portal or a login page answers 200 with HTML.
    if (!kind.startsWith("application/json")) throw new Error("not json");
    const data = await reply.json();
    if (!reply.ok) throw Object.assign(new Error(data.message || "refused"), { status: reply.status });
    return data;
  } finally {
    clearTimeout(timer);
  }
}
