/* Keeps the playground, so that it works without a network once it was loaded. The build puts the names of its files here. */
const FILES = [];
const CACHE = `playground-${VERSION}`;

self.addEventListener('install', (event) => event.waitUntil(caches.open(CACHE)
  .then((cache) => cache.addAll(FILES))
  .then(() => self.skipWaiting())));

self.addEventListener('activate', (event) => event.waitUntil(caches.keys()
  .then((names) => Promise.all(names.filter((name) => name.startsWith('playground-') && name !== CACHE).map((name) => caches.delete(name))))
  .then(() => self.clients.claim())));

self.addEventListener('fetch', (event) => {
  if (event.request.method !== 'GET') return;
  event.respondWith(caches.open(CACHE)
    .then((cache) => cache.match(event.request, { ignoreSearch: true }))
    .then((kept) => kept ?? fetch(event.request)));
});
