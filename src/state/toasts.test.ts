/** Short messages: what one offers goes when it can no longer be done. */
import { describe, expect, it } from 'vitest';
import { Toasts } from './toasts.svelte';

describe('toasts', () => {
  it('take away the offer to undo once it was undone otherwise', () => {
    const toasts = new Toasts();
    toasts.show('info', 'case:removed_toast', {}, { key: 'shell:undo', run: () => undefined });
    toasts.show('success', 'shell:exported');
    toasts.closeOffering('shell:undo');
    expect(toasts.list.map(({ key }) => key)).toEqual(['shell:exported']);
  });
});
