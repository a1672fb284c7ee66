/** What every end-to-end test runs under: no request off the page's own origin, no CSP violation, no uncaught error. */
import { test as base, expect } from '@playwright/test';
import type { BrowserContext, Page } from '@playwright/test';
import { WorkbenchPage } from './pages/workbench-page';

/** Collects what must never happen while a test runs. */
export class Watch {
  readonly faults: string[] = [];
  private readonly allowed: RegExp[] = [];

  constructor(private readonly origin: string) {}

  /** For a test that provokes a fault on purpose. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern);
  }

  report(fault: string): void {
    if (!this.allowed.some((pattern) => pattern.test(fault))) this.faults.push(fault);
  }

  follow(context: BrowserContext): void {
    context.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(`${this.origin}/`) && !/^(blob|data):/.test(url)) this.report(`request off the origin: ${url}`);
    });
    for (const page of context.pages()) this.followPage(page);
    context.on('page', (page) => this.followPage(page));
  }

  private followPage(page: Page): void {
    page.on('pageerror', (error) => this.report(`uncaught: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && /content security policy|refused to/i.test(message.text())) this.report(`CSP: ${message.text()}`);
    });
    page.on('websocket', (socket) => this.report(`websocket: ${socket.url()}`));
  }
}

export const test = base.extend<{ watch: Watch; bench: WorkbenchPage }>({
  watch: [async ({ context, baseURL }, use) => {
    const watch = new Watch(new URL(baseURL ?? 'http://localhost').origin);
    watch.follow(context);
    await use(watch);
    expect(watch.faults, 'nothing leaves the page, the policy holds, nothing throws').toEqual([]);
  }, { auto: true }],
  bench: async ({ page }, use) => {
    await use(new WorkbenchPage(page));
  },
});

export { expect };
