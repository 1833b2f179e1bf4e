// The service worker of the exam: keeps the page's shell, so that a reload without network still works.
// It never sees a save, a paper or an answer: those addresses go straight to the network.
const TOLD = {% autoescape off %}{{ told_json }}{% endautoescape %};
const NAME = `ujian-${TOLD.versi}`;
const PATIENCE = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(NAME);
    await Promise.all(TOLD.cangkang.map((address) => cache.add(new Request(address, { cache: "reload" }))));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("ujian-") && name !== NAME) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  if (!TOLD.cangkang.includes(address.pathname)) return;
  event.respondWith(answer(event.request, address.pathname));
});

// The network first, so that an update is seen; what is kept when it is silent, slow or answers with a stranger's page.
async function answer(request, path) {
  const kept = await (await caches.open(NAME)).match(path);
  if (!kept) return fetch(request);
  if (path !== TOLD.kerja) return (await fresh(request, path)) || kept;
  const reply = await fresh(request, path);
  return reply && reply.ok && !reply.redirected ? reply : kept;
}

async function fresh(request, path) {
  // A name that carries a digest never changes: nothing newer can come.
  if (/\.[0-9a-f]{12}\.\w+$/.test(path)) return null;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const reply = await fetch(request, { signal: stop.signal });
    return reply.ok ? reply : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
