// A service worker: after the first visit the page works without a network. What is on the network is taken when
// it can be had, so that nobody is left with an old page.
/// <reference lib="webworker" />
const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const kept = 'apogee';
const files = ['./', 'app.js', 'style.css', 'apogee.wasm', 'flights.wasm', 'icon.svg', 'world-50m.bin', 'world-10m.bin', 'places.tsv'];

worker.addEventListener('install', (event) => {
    event.waitUntil(caches.open(kept).then((cache) => cache.addAll(files)).then(() => worker.skipWaiting()));
});
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('fetch', (event) => {
    if (event.request.method !== 'GET' || new URL(event.request.url).origin !== location.origin) return;
    event.respondWith((async () => {
        const cache = await caches.open(kept);
        try {
            const got = await fetch(event.request);
            if (got.ok) await cache.put(event.request, got.clone());
            return got;
        } catch {
            return (await cache.match(event.request, { ignoreSearch: true })) ?? Response.error();
        }
    })());
});
