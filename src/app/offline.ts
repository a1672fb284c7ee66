/** Offline use: the service worker, its update by the person's own click, and the large decoder fetched once the page is idle. */
/// <reference types="vite-plugin-pwa/client" />
import { registerSW } from 'virtual:pwa-register';
import type { OfflineSupport } from '../state/offline-support';
import { OfflineState } from '../state/offline.svelte';

/** Written by the build: what is too large for the first load. */
const LATER_LIST = '/offline-later.json';
/** The first recording goes before what may be needed some day. */
const IDLE_AFTER_MS = 3000;

function whenControlled(): Promise<void> {
  return new Promise((resolve) => {
    if (navigator.serviceWorker.controller !== null) resolve();
    else navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true });
  });
}

/** The service worker keeps what passes through it; a failure only means that it is fetched when needed. @returns whether all of it is kept */
async function fetchLater(): Promise<boolean> {
  await whenControlled();
  await new Promise((resolve) => setTimeout(resolve, IDLE_AFTER_MS));
  if (!navigator.onLine) return false;
  try {
    const urls = (await (await fetch(LATER_LIST)).json()) as readonly string[];
    for (const url of urls) await (await fetch(url)).arrayBuffer();
    return true;
  } catch {
    // Offline already, or storage is full.
    return false;
  }
}

export function startOffline(): OfflineSupport {
  const state = new OfflineState();
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return state;
  const update = registerSW({
    onNeedRefresh: () => state.offerUpdate(() => void update(true)),
  });
  // It is active once all that the page itself needs is kept.
  void navigator.serviceWorker.ready.then(() => state.setReady());
  void fetchLater().then((kept) => { if (kept) state.setComplete(); });
  return state;
}
