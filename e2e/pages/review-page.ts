/** How a test finds the checklist, the item being judged and the opinion, by the words and roles a user has. */
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { words, wordsPattern } from '../words';

export class ReviewPage {
  constructor(readonly page: Page) {}

  get panel(): Locator {
    return this.page.getByRole('complementary', { name: words('review:panel') });
  }

  /** The item being judged. */
  get card(): Locator {
    return this.panel.getByRole('article', { name: words('review:item') });
  }

  get title(): Locator {
    return this.card.getByRole('heading', { level: 2 });
  }

  item(title: string): Locator {
    return this.panel.getByRole('region', { name: words('review:checklist') }).getByRole('button', { name: title });
  }

  get switch(): Locator {
    return this.page.getByRole('group', { name: words('shell:side_panel') });
  }

  get citations(): Locator {
    return this.card.getByRole('region', { name: words('review:citations') });
  }

  get noCitation(): Locator {
    return this.card.getByRole('combobox', { name: words('review:no_citation') }).or(this.card.getByRole('textbox', { name: words('review:no_citation') }));
  }

  /** Where a defect or a failure asks for it. */
  get reason(): Locator {
    return this.card.getByRole('textbox', { name: words('review:reason_asked') });
  }

  verdict(name: string): Locator {
    return this.card.getByRole('group', { name: words('review:verdicts') }).getByRole('button', { name: new RegExp(`^${name}`) });
  }

  get hasRule(): Promise<boolean> {
    return this.card.getByRole('button', { name: words('review:cite_rule') }).count().then((count) => count > 0);
  }

  async left(): Promise<number> {
    const text = await this.panel.getByRole('status').first().textContent();
    return Number(wordsPattern('review:left_other').exec(text ?? '') === null ? 0 : /\d+/.exec(text ?? '')?.[0]);
  }

  async expectLeft(count: number): Promise<void> {
    await expect.poll(() => this.left()).toBe(count);
  }

  get opinion(): Locator {
    return this.page.getByRole('dialog', { name: words('opinion:title') });
  }
}
