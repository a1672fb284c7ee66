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

/** The service worker keeps what passes through it; a failure only means that it is fetched when needed. */
async function fetchLater(): Promise<void> {
  await whenControlled();
  await new Promise((resolve) => setTimeout(resolve, IDLE_AFTER_MS));
  if (!navigator.onLine) return;
  try {
    const urls = (await (await fetch(LATER_LIST)).json()) as readonly string[];
    for (const url of urls) await (await fetch(url)).arrayBuffer();
  } catch {
    // Offline already, or storage is full.
  }
}

export function startOffline(): OfflineSupport {
  const state = new OfflineState();
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return state;
  const update = registerSW({
    onNeedRefresh: () => state.offerUpdate(() => void update(true)),
    onOfflineReady: () => state.setReady(),
  });
  void fetchLater().then(() => state.setComplete());
  return state;
}
