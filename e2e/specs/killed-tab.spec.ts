/** The tab is killed at random moments of a review: every action that was shown is there after, once; the one under way is there whole or not at all. */
import type { Page } from '@playwright/test';
import { replay, type ActionEntry } from '../../src/core/action-log';
import { expect, test } from '../harness';
import { ReviewPage } from '../pages/review-page';
import { WorkbenchPage } from '../pages/workbench-page';
import { words } from '../words';

const KILLS = 50;
const SEED = 20260318;
/** An action takes some tens of milliseconds from the key to the disk: the tab dies before, in and after that. */
const MOST_DELAY_MS = 120;
const FIELDS = ['matter', 'party', 'place', 'officers', 'remark'] as const;
const LEDGER = ['keeper', 'storagePlace', 'maker', 'method', 'accessLog'] as const;
const DECISIONS = ['accept', 'reject', 'defer'] as const;

/** mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** In the page: the log as it lies in the database, in order. */
const storedLog = (): Promise<ActionEntry[]> => new Promise((resolve, reject) => {
  const opening = indexedDB.open('zhijian');
  opening.onerror = () => reject(new Error('no database'));
  opening.onsuccess = () => {
    const all = opening.result.transaction('actions').objectStore('actions').getAll();
    all.onsuccess = () => { opening.result.close(); resolve((all.result as ActionEntry[]).sort((a, b) => a.seq - b.seq)); };
  };
});

/** One thing that a reviewer does, through the controls that they have. */
interface Step {
  readonly kind: ActionEntry['kind'];
  /** What the entry must hold. */
  readonly told: string;
  run(): Promise<void>;
  /** Resolves when the page shows it. */
  shown(): Promise<void>;
}

async function inCaseData(page: Page, work: () => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${words('case-data:open')}`) }).click();
  await work();
}

/** What the page says would be undone next: it changes with every action that the page shows. */
const undoTitle = (page: Page): Promise<string | null> => page.locator(`header button[aria-label="${words('shell:undo')}"]`).getAttribute('title');

function stepsOf(bench: WorkbenchPage, log: readonly ActionEntry[], before: string | null, random: () => number, mark: string): readonly Step[] {
  const { page } = bench;
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const { undoable, redoable, judgements } = replay(log);
  const [field, ledger] = [one(FIELDS), one(LEDGER)];
  const now = [...judgements.values()].find(({ decision }) => decision !== null)?.decision;
  const decision = one(DECISIONS.filter((other) => other !== now));
  const review = new ReviewPage(page);
  const side = (panel: 'findings' | 'checklist'): Promise<void> => review.switch.getByRole('button', { name: new RegExp(`^${words(`shell:side_${panel}`)}`) }).click();
  // Two actions of a kind after each other, and two steps back, may read alike: these are known by the disk, where an action lies before it shows.
  const kept = (): Promise<void> => expect.poll(async () => (await page.evaluate(storedLog)).length).toBe(log.length + 1);
  const titled = (): Promise<void> => expect.poll(async () => (await undoTitle(page)) !== before || (await page.evaluate(storedLog)).length === log.length + 1).toBe(true);
  return [
    { kind: 'case-edited', told: mark, shown: titled, run: async () => { await bench.openCaseInformation(); await page.locator(`#case-${field}`).fill(mark); await page.locator(`#case-${field}`).blur(); } },
    { kind: 'case-edited', told: mark, shown: titled, run: () => inCaseData(page, async () => { await page.locator(`#data-${ledger}`).fill(mark); await page.locator(`#data-${ledger}`).press('Control+Enter'); }) },
    { kind: 'incident-changed', told: mark, shown: () => expect(page.getByRole('list', { name: words('case-data:incidents') })).toContainText(mark), run: () => inCaseData(page, async () => {
      await bench.button('case-data:incident_add').click();
      await page.getByRole('textbox', { name: words('case-data:incident_note'), exact: true }).fill(mark);
      await bench.button('case-data:incident_save').click();
    }) },
    { kind: 'finding-judged', told: `"${decision}"`, shown: titled, run: async () => { await side('findings'); await bench.findingsOf('timestamp-gap').first().click(); await bench.decide(decision); } },
    { kind: 'finding-noted', told: mark, shown: titled, run: async () => { await side('findings'); await bench.findingsOf('timestamp-gap').first().click(); await bench.writeNote(mark); } },
    { kind: 'annotations-changed', told: '"recordingId"', shown: titled, run: async () => { await side('findings'); await page.keyboard.press('KeyM'); } },
    { kind: 'verdict-set', told: '"itemId"', shown: titled, run: async () => {
      await side('checklist');
      const items = review.panel.getByRole('region', { name: words('review:checklist') }).getByRole('button');
      await items.nth(Math.floor(random() * (await items.count()))).click();
      await review.card.getByRole('group', { name: words('review:verdicts') }).getByRole('button', { pressed: false }).first().click();
    } },
    // The recordings themselves stay in the case.
    ...(undoable.length > 1 ? [{ kind: 'undone' as const, told: undoable.at(-1)!.id, shown: kept, run: () => bench.button('shell:undo').click() }] : []),
    ...(redoable.length > 0 ? [{ kind: 'redone' as const, told: redoable.at(-1)!.id, shown: kept, run: () => bench.button('shell:redo').click() }] : []),
  ];
}

async function kill(page: Page): Promise<void> {
  const dead = page.waitForEvent('crash');
  void page.goto('chrome://crash').catch(() => undefined);
  await dead;
  await page.close();
}

test(`a tab killed at ${KILLS} moments of a review loses nothing that it showed and doubles nothing`, async ({ bench, page, context }) => {
  test.setTimeout(600_000);
  const random = seeded(SEED);
  await bench.goto();
  await bench.choose('gap.mp4');
  await bench.analysed();
  const url = page.url();
  let tab = page;
  let log = await tab.evaluate(storedLog);
  let shownInAll = 0;
  let cutShort = 0;

  for (let round = 0; round < KILLS; round++) {
    const here = new WorkbenchPage(tab);
    for (let left = Math.floor(random() * 3); left > 0; left--) {
      const steps = stepsOf(here, log, await undoTitle(tab), random, `r${round}-${left}`);
      const step = steps[Math.floor(random() * steps.length)]!;
      await step.run();
      await step.shown();
      if (await tab.getByRole('dialog').isVisible()) await tab.getByRole('dialog').getByRole('button', { name: words('shell:close'), exact: true }).last().click();
      const after = await tab.evaluate(storedLog);
      expect(after.slice(0, -1), `what came before ${step.kind}`).toEqual(log);
      expect(after.at(-1)?.kind).toBe(step.kind);
      expect(JSON.stringify(after.at(-1))).toContain(step.told);
      log = after;
      shownInAll++;
    }

    const steps = stepsOf(here, log, null, random, `r${round}-last`);
    const last = steps[Math.floor(random() * steps.length)]!;
    const running = last.run().catch(() => undefined);
    await tab.waitForTimeout(random() * MOST_DELAY_MS);
    await kill(tab);
    await running;

    tab = await context.newPage();
    await tab.goto(url);
    await new WorkbenchPage(tab).opened();
    const after = await tab.evaluate(storedLog);
    expect(after.slice(0, log.length), `round ${round}: what was shown before`).toEqual(log);
    expect(after.map(({ seq }) => seq), `round ${round}: each once, in order`).toEqual(after.map((_, at) => at + 1));
    expect(new Set(after.map(({ id }) => id)).size).toBe(after.length);
    expect(after.length - log.length, `round ${round}: the action under way`).toBeLessThanOrEqual(1);
    if (after.length > log.length) expect(JSON.stringify(after.at(-1))).toContain(last.told);
    else cutShort++;
    const { info } = replay(after);
    await new WorkbenchPage(tab).openCaseInformation();
    for (const field of FIELDS) await expect(tab.locator(`#case-${field}`)).toHaveValue(info[field]);
    log = after;
  }

  test.info().annotations.push({ type: 'measured', description: `${shownInAll} actions shown and kept; of ${KILLS} under way ${KILLS - cutShort} were kept whole, ${cutShort} not begun` });
  expect(shownInAll).toBeGreaterThan(KILLS / 2);
});
