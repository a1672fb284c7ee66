/** How a test finds and presses things on the start page and in an open case, by the words and roles a user has. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { fixture } from '../fixtures/make-fixtures';
import { words, wordsPattern } from '../words';
import type { Locale } from '../words';

/** Long enough for a short recording on two busy cores. */
export const ANALYSIS_MS = 60_000;

export class WorkbenchPage {
  constructor(readonly page: Page, readonly locale: Locale = 'zh-CN') {}

  private say(key: string, values?: Readonly<Record<string, string | number>>): string {
    return words(key, values, this.locale);
  }

  /** The start page, ready to take files. */
  async goto(): Promise<void> {
    await this.page.goto('/');
    await expect(this.button('shell:pick_files')).toBeVisible();
  }

  button(key: string, values?: Readonly<Record<string, string | number>>): Locator {
    return this.page.getByRole('button', { name: this.say(key, values), exact: true });
  }

  /** Chooses fixtures on the start page: a new case opens with them. */
  async choose(...names: string[]): Promise<void> {
    await this.page.getByTestId('file-input').setInputFiles(names.map((name) => (name.startsWith('/') ? name : fixture(name))));
    await this.opened();
  }

  /** Drops fixtures, or files of a few words, anywhere on the page, as from a file manager. */
  async drop(...dropped: (string | { readonly name: string; readonly text: string })[]): Promise<void> {
    const files = dropped.map((one) => (typeof one === 'string' ? { name: basename(one), base64: readFileSync(fixture(one)).toString('base64') } : { name: one.name, base64: Buffer.from(one.text).toString('base64') }));
    await this.page.evaluate((dropped) => {
      const transfer = new DataTransfer();
      for (const { name, base64 } of dropped) {
        transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name, { lastModified: 1_700_000_000_000 }));
      }
      for (const type of ['dragenter', 'dragover', 'drop']) document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
    }, files);
    await this.opened();
  }

  async opened(): Promise<void> {
    await expect(this.page.getByRole('banner')).toBeVisible();
    await expect(this.recordings.first()).toBeVisible();
  }

  get recordings(): Locator {
    return this.page.getByRole('region', { name: wordsPattern('shell:recordings', this.locale) }).getByRole('listitem');
  }

  /** The case's information is folded where the window is low. */
  async openCaseInformation(): Promise<void> {
    const heading = this.button('shell:case_information');
    if ((await heading.getAttribute('aria-expanded')) === 'false') await heading.click();
  }

  recording(name: string): Locator {
    return this.recordings.filter({ hasText: name });
  }

  async select(name: string): Promise<void> {
    await this.recording(name).getByRole('button').first().click();
  }

  /** The panel with the list and the inspector. */
  get findingPanel(): Locator {
    return this.page.getByRole('complementary', { name: this.say('findings:panel_title') });
  }

  get findings(): Locator {
    return this.findingPanel.getByRole('listbox', { name: this.say('findings:list_title') }).getByRole('option');
  }

  findingsOf(kind: string): Locator {
    return this.findings.filter({ hasText: this.say(`findings:kind_${kind.replaceAll('-', '_')}`) });
  }

  /** Opens the first finding of this kind in this recording. */
  async inspect(recording: string, kind: string): Promise<void> {
    await this.select(recording);
    await this.findingsOf(kind).first().click();
    await expect(this.inspector).toContainText(this.say(`findings:kind_${kind.replaceAll('-', '_')}`));
  }

  get inspector(): Locator {
    return this.findingPanel.getByRole('article');
  }

  async analysed(timeout = ANALYSIS_MS): Promise<void> {
    await expect(this.page.getByTestId('analysis-done')).toBeVisible({ timeout });
  }

  /** Presses a decision of the inspector. */
  async decide(decision: 'accept' | 'reject' | 'defer'): Promise<void> {
    await this.inspector.getByRole('button', { name: new RegExp(`^${this.say(`findings:do_${decision}`)}`) }).click();
  }

  async expectDecision(decision: 'accept' | 'reject' | 'defer', pressed = true): Promise<void> {
    await expect(this.inspector.getByRole('button', { name: new RegExp(`^${this.say(`findings:do_${decision}`)}`) })).toHaveAttribute('aria-pressed', String(pressed));
  }

  async writeNote(text: string): Promise<void> {
    await this.inspector.getByRole('button', { name: new RegExp(`^${this.say('findings:do_note')}`) }).click();
    await this.page.getByRole('textbox', { name: this.say('findings:note'), exact: true }).fill(text);
    await this.page.keyboard.press('Control+Enter');
  }

  /** Answers the request to choose a recording's file again, through the browser's own file dialog. */
  async reopen(name: string): Promise<void> {
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), this.button('case:reopen_missing_action').first().click()]);
    await chooser.setFiles(name.startsWith('/') ? name : fixture(name));
  }

  /** Asserts that the page names this file, what is wrong with it, and the next step; folded remarks are unfolded first. */
  async expectProblem(code: string, fileName: string): Promise<void> {
    const id = code.replaceAll('-', '_');
    const message = this.page.getByText(this.say(`errors:${id}`, { name: fileName })).first();
    await expect(message).toBeAttached({ timeout: ANALYSIS_MS });
    const folded = this.page.locator('details.issues:not([open]) > summary');
    if (!(await message.isVisible()) && await folded.count() > 0) await folded.first().click();
    await expect(message).toBeVisible();
    await expect(this.page.getByText(this.say(`errors:${id}_next`, { name: fileName })).first()).toBeVisible();
  }
}
