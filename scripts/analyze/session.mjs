/** One Chromium on the production build's headless page, to which recordings are handed one after the other. */
import { chromium } from '@playwright/test';
import { createStaticServer, listen } from '../serve.mjs';
import { CHROMIUM_ARGS, requireChromium } from '../setup/chromium.mjs';

/**
 * @typedef {import('../../src/app/headless').HeadlessOutcome} HeadlessOutcome
 * @typedef {import('../../src/bridge/protocol').PassProgress} PassProgress
 * @typedef {import('../../src/export/findings-json/case-document').CaseDocument} CaseDocument
 * @typedef {Omit<import('../../src/core/case-sequence').SequenceInput, 'id'>} SequenceRecording
 * @typedef {{ paths: readonly string[], folders: readonly string[] }} RecordingFiles one file, or a playlist and the segments that it names
 * @typedef {{
 *   playlist(text: string): Promise<import('../../src/core/playlist').Playlist | null>,
 *   analyze(files: string | RecordingFiles, onProgress: ((progress: PassProgress) => void) | null): Promise<HeadlessOutcome>,
 *   sequence(recordings: readonly SequenceRecording[]): Promise<CaseDocument>,
 *   close(): Promise<void>,
 * }} AnalyzeSession
 */

/** Any free port. */
const FREE_PORT = 0;

/** Throws with the next step when there is no Chromium. The caller closes the session. @returns {Promise<AnalyzeSession>} */
export async function openAnalyzeSession() {
  const executablePath = requireChromium();
  const server = createStaticServer();
  const port = await listen(server, FREE_PORT);
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
  /** @type {((progress: PassProgress) => void) | null} */
  let listener = null;
  /** @type {import('@playwright/test').Page | null} */
  let page = null;
  const fresh = async () => {
    const made = await browser.newPage();
    await made.exposeFunction('zhijianProgress', (/** @type {PassProgress} */ progress) => listener?.(progress));
    await made.goto(`http://localhost:${port}/analyze.html`);
    await made.waitForFunction('window.zhijianHeadless !== undefined');
    return made;
  };
  const ready = async () => {
    if (page === null || page.isClosed()) page = await fresh();
    return page;
  };
  return {
    async playlist(text) {
      return (await ready()).evaluate((all) => window.zhijianHeadless?.playlist(all) ?? null, text);
    },
    async analyze(files, onProgress) {
      listener = onProgress;
      const current = await ready();
      const { paths, folders } = typeof files === 'string' ? { paths: [files], folders: [''] } : files;
      try {
        const crashed = new Promise((_, reject) => { current.once('crash', () => reject(new Error('the page ran out of memory or crashed'))); });
        // The paths go to the browser, never the bytes: files of any size.
        await current.setInputFiles('#file', [...paths]);
        return /** @type {HeadlessOutcome} */ (await Promise.race([current.evaluate((all) => window.zhijianHeadless?.analyze(all), folders), crashed]));
      } catch (error) {
        // A page that went down takes no later file with it.
        page = null;
        await current.close().catch(() => {});
        return { state: 'failed', error: { code: 'worker-crashed', detail: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) } };
      } finally {
        listener = null;
      }
    },
    async sequence(recordings) {
      if (page === null || page.isClosed()) page = await fresh();
      return /** @type {CaseDocument} */ (await page.evaluate((all) => window.zhijianHeadless?.sequence(all), recordings));
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}
