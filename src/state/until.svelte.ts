/** Waiting for something that the state will say some day. */

/** Resolves as soon as `holds`, which reads reactive state, is true; at once when it is so already. */
export function until(holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = $effect.root(() => {
      $effect(() => {
        if (!holds()) return;
        resolve();
        queueMicrotask(() => stop());
      });
    });
  });
}
