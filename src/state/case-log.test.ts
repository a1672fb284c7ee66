/** The open case's log: stored before shown, undone by new entries, held in memory while storage fails. */
import { describe, expect, it } from 'vitest';
import type { ActionEntry } from '../core/action-log';
import { EMPTY_CASE_INFO, type CaseHeader } from '../core/case';
import { AppError } from '../core/errors';
import type { CaseStore, NewEntry } from '../db/case-store';
import { CaseLog } from './case-log.svelte';

function setUp() {
  const disk: ActionEntry[] = [];
  const headers: CaseHeader[] = [];
  let full = false;
  let time = 0;
  let watcher: ((entries: readonly ActionEntry[]) => void) | null = null;
  const store = {
    append: (entry: NewEntry, header: CaseHeader): Promise<ActionEntry> => {
      if (full) return Promise.reject(new AppError('storage-full', 'no room'));
      const row = { ...entry, seq: disk.length + 1 } as ActionEntry;
      disk.push(row);
      headers.push(header);
      return Promise.resolve(row);
    },
    load: () => Promise.resolve({ entries: [...disk] }),
    rewrite: (entries: readonly ActionEntry[], header: CaseHeader): Promise<void> => {
      if (full) return Promise.reject(new AppError('storage-full', 'no room'));
      disk.splice(0, disk.length, ...entries);
      headers.push(header);
      return Promise.resolve();
    },
    watch: (_id: string, onEntries: (entries: readonly ActionEntry[]) => void) => {
      watcher = onEntries;
      return () => { watcher = null; };
    },
  } as unknown as CaseStore;
  const log = new CaseLog(store, { now: () => ++time, newId: () => `id-${++time}`, actor: () => 'Li' });
  log.open('c', [], 0, false);
  const party = (to: string) => log.append(({ info }) => ({ kind: 'case-edited', payload: { field: 'party', from: info.party, to } }));
  return { log, disk, headers, party, setFull: (on: boolean) => { full = on; }, tell: (entries: readonly ActionEntry[]) => watcher?.(entries) };
}

describe('the log of the open case', () => {
  it('shows an action only once it is stored, and keeps the header in step', async () => {
    const { log, disk, headers, party } = setUp();
    const done = party('Wang');
    expect(log.state.info.party).toBe('');
    await done;
    expect(disk).toHaveLength(1);
    expect(log.state.info.party).toBe('Wang');
    expect(headers.at(-1)?.info.party).toBe('Wang');
    expect(disk[0]).toMatchObject({ actor: 'Li', caseId: 'c' });
  });

  it('runs actions in turn, each on the state that the one before left', async () => {
    const { disk, party } = setUp();
    await Promise.all([party('a'), party('b'), party('c')]);
    expect(disk.map((entry) => (entry.kind === 'case-edited' ? [entry.payload.from, entry.payload.to] : []))).toEqual([['', 'a'], ['a', 'b'], ['b', 'c']]);
  });

  it('undoes and redoes by new entries, never by removing any', async () => {
    const { log, disk, party } = setUp();
    await party('a');
    await party('b');
    await log.undo();
    expect(log.state.info.party).toBe('a');
    await log.redo();
    expect(log.state.info.party).toBe('b');
    expect(disk.map((entry) => entry.kind)).toEqual(['case-edited', 'case-edited', 'undone', 'redone']);
    await log.redo();
    expect(disk).toHaveLength(4);
  });

  it('goes on in memory when storage is full, says so, and stores everything in order once there is room', async () => {
    const { log, disk, party, setFull } = setUp();
    await party('a');
    setFull(true);
    await party('b');
    await party('c');
    expect(log.state.info.party).toBe('c');
    expect(log.error?.code).toBe('storage-full');
    expect(log.unsavedCount).toBe(2);
    setFull(false);
    expect(await log.retry()).toBe(true);
    expect(log.error).toBeNull();
    expect(disk.map((entry) => (entry.kind === 'case-edited' ? entry.payload.to : ''))).toEqual(['a', 'b', 'c']);
  });

  it('stores what was held back before anything newer', async () => {
    const { log, disk, party, setFull } = setUp();
    setFull(true);
    await party('a');
    setFull(false);
    await party('b');
    expect(disk.map((entry) => (entry.kind === 'case-edited' ? entry.payload.to : ''))).toEqual(['a', 'b']);
    expect(log.unsavedCount).toBe(0);
  });

  const lastNames = (disk: readonly ActionEntry[]): string[] => disk.map((entry) => (entry.kind === 'case-edited' ? entry.payload.to : ''));

  it('writes the whole case anew when the browser has lost what was stored, and says so', async () => {
    const { log, disk, party } = setUp();
    await party('a');
    await party('b');
    disk.length = 0;
    await party('c');
    expect(lastNames(disk)).toEqual(['a', 'b', 'c']);
    expect(disk.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect([log.lostByBrowser, log.error, log.unsavedCount]).toEqual([true, null, 0]);
    disk.length = 0;
    await log.verify();
    expect(lastNames(disk)).toEqual(['a', 'b', 'c']);
  });

  it('keeps a lost case in the page while the disk is full, and writes all of it once there is room', async () => {
    const { log, disk, party, setFull } = setUp();
    await party('a');
    await party('b');
    disk.length = 0;
    setFull(true);
    await log.verify();
    await party('c');
    expect([log.error?.code, log.unsavedCount]).toEqual(['storage-full', 3]);
    setFull(false);
    expect(await log.retry()).toBe(true);
    expect(lastNames(disk)).toEqual(['a', 'b', 'c']);
    expect(log.unsavedCount).toBe(0);
  });

  it('writes nothing while read-only and follows the tab that writes', async () => {
    const { log, disk, party, tell } = setUp();
    log.setReadOnly(true);
    await party('a');
    expect(disk).toEqual([]);
    tell([{ id: 'x', seq: 1, caseId: 'c', atMs: 0, actor: '', version: 1, kind: 'case-created', payload: { info: { ...EMPTY_CASE_INFO, party: 'Zhao' } } }]);
    expect(log.state.info.party).toBe('Zhao');
  });
});
