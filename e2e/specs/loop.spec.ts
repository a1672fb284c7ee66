/** The whole loop: drop recordings, see findings while the analysis runs, judge them, reload, find everything there. */
import { expect, test } from '../harness';
import { WorkbenchPage } from '../pages/workbench-page';
import { words } from '../words';

test('drop, judge, undo, redo, reload: everything is there', async ({ bench, page }) => {
  await bench.goto();
  await bench.drop('gap.mp4', 'freeze.mp4');
  await expect(bench.recordings).toHaveCount(2);
  await bench.analysed();

  await bench.inspect('gap.mp4', 'timestamp-gap');
  await expect(bench.inspector).toContainText(words('findings:benign'));
  await expect(bench.inspector).toContainText(words('findings:disproof'));
  // A decision leads on to the next open finding, here that of the other recording.
  await bench.decide('accept');
  await bench.inspect('gap.mp4', 'timestamp-gap');
  await bench.expectDecision('accept');
  await bench.writeNote('两秒没有数据包，询问设备。');
  await expect(bench.inspector).toContainText('两秒没有数据包，询问设备。');

  await bench.inspect('freeze.mp4', 'freeze');
  await bench.decide('reject');
  await bench.inspect('freeze.mp4', 'freeze');
  await bench.expectDecision('reject');

  await bench.button('shell:undo').click();
  await bench.inspect('freeze.mp4', 'freeze');
  await bench.expectDecision('reject', false);
  await bench.button('shell:redo').click();
  await bench.inspect('freeze.mp4', 'freeze');
  await bench.expectDecision('reject');

  await page.reload();
  await bench.opened();
  await expect(bench.recordings).toHaveCount(2);
  await bench.inspect('gap.mp4', 'timestamp-gap');
  await bench.expectDecision('accept');
  await expect(bench.inspector).toContainText('两秒没有数据包，询问设备。');
  await bench.inspect('freeze.mp4', 'freeze');
  await bench.expectDecision('reject');
});

test('each edit is found where it is, and a clean recording is left alone', async ({ bench }) => {
  test.setTimeout(180_000);
  await bench.goto();
  await bench.choose('clean.mp4', 'cut.mp4', 'insertion.mp4', 'freeze.mp4', 'blank.mp4', 'muted.mp4', 'gap.mp4');
  await bench.analysed(150_000);

  await bench.select('clean.mp4');
  await expect(bench.findingPanel).toContainText(words('shell:no_findings'));
  for (const [name, kind, time] of [
    ['cut.mp4', 'cut', /0[23]\.\d\d/], ['insertion.mp4', 'insertion', /03\.\d\d/], ['freeze.mp4', 'freeze', /03\.\d\d/],
    ['blank.mp4', 'blank', /0[23]\.\d\d/], ['muted.mp4', 'audio-mute', /02\.\d\d/], ['gap.mp4', 'timestamp-gap', /0[34]\.\d\d/],
  ] as const) {
    await bench.select(name);
    await expect(bench.findingsOf(kind).first(), name).toContainText(time);
  }
});

test('every finding speaks the reader’s language, without a raw key', async ({ bench, page }) => {
  await bench.goto();
  await bench.choose('gap.mp4', 'insertion.mp4', 'muted.mp4');
  await bench.analysed();
  for (const language of ['zh-CN', 'en'] as const) {
    const view = new WorkbenchPage(page, language);
    for (const name of ['gap.mp4', 'insertion.mp4', 'muted.mp4']) {
      await view.select(name);
      await expect(view.findings.first()).toBeVisible();
      for (let at = 0; at < await view.findings.count(); at++) {
        await view.findings.nth(at).click();
        await expect(view.inspector).toBeVisible();
        const text = await view.inspector.innerText();
        expect(text, `${language} ${name}`).not.toMatch(/\b(metric|benign|disproof|label|field|detector|say|kind)_\w|\{\{|undefined|NaN/);
        expect(text, 'the software never concludes').not.toMatch(/伪造|篡改属实|\bforged\b|\btampered\b|\bauthentic\b/i);
        if (language === 'en') expect(text.replace(/[“"].*?[”"]/g, '')).not.toMatch(/[\u4e00-\u9fff]/);
      }
    }
    if (language === 'zh-CN') await page.getByRole('button', { name: words('shell:switch_language'), exact: true }).click();
  }
});

test('frames before and after, their difference, and exact stepping', async ({ bench, page }) => {
  await bench.goto();
  await bench.choose('gap.mp4');
  await bench.analysed();
  await bench.findingsOf('timestamp-gap').first().click();
  const pictures = bench.inspector.locator('canvas');
  await expect(pictures.first()).toBeVisible();
  // Not an empty canvas: the frame was decoded.
  await expect.poll(() => pictures.first().evaluate((canvas: HTMLCanvasElement) => {
    const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
    return new Set(data.filter((_, at) => at % 401 === 0)).size;
  })).toBeGreaterThan(8);

  const toolbar = page.getByRole('toolbar', { name: words('player:title') });
  await page.keyboard.press('g');
  await page.keyboard.type('#40');
  await page.keyboard.press('Enter');
  await expect(toolbar).toContainText(/帧 40\b/);
  await page.keyboard.press('Period');
  await expect(toolbar).toContainText(/帧 41\b/);
  await page.keyboard.press('Comma');
  await page.keyboard.press('Comma');
  await expect(toolbar).toContainText(/帧 39\b/);
  await expect(toolbar).toContainText('PTS 1560000 μs');
});

test('a codec that the browser cannot decode keeps its picture while a finding is looked at', async ({ bench, page }) => {
  await bench.goto();
  await bench.choose('hevc-gap.mp4');
  await bench.analysed();
  await bench.findingsOf('timestamp-gap').first().click();
  await expect(bench.inspector.locator('canvas').first()).toBeVisible();
  const stage = page.locator('canvas.frame-stage');
  const toolbar = page.getByRole('toolbar', { name: words('player:title') });
  await expect(stage).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.type('#60');
  await page.keyboard.press('Enter');
  await expect(toolbar).toContainText(/帧 60\b/);
  await page.keyboard.press('Period');
  await expect(toolbar).toContainText(/帧 61\b/);
  // What only a moment's work of the inspector would end is still there a little later.
  await page.waitForTimeout(1500);
  await expect(stage).toBeVisible();
  await expect(page.getByText(words('errors:cancelled_next'))).toHaveCount(0);
});
