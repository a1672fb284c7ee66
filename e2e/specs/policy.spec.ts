/** Nothing leaves the page: the policy stops what the harness would only notice. */
import { expect, test } from '../harness';

test('the policy stops requests to other places, inline scripts and eval', async ({ bench, page, watch }) => {
  watch.allow(/example\.org|Content Security Policy|content security policy/);
  await bench.goto();
  const outcome = await page.evaluate(async () => {
    const violated: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective));
    const fetched = await fetch('https://example.org/').then(() => 'sent', () => 'stopped');
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.head.append(script);
    const image = new Image();
    image.src = 'https://example.org/x.png';
    document.body.append(image);
    await new Promise((resolve) => { setTimeout(resolve, 300); });
    return { fetched, inlineRan: 'inlineRan' in window, violated };
  });
  expect(outcome).toMatchObject({ fetched: 'stopped', inlineRan: false });
  expect(outcome.violated).toEqual(expect.arrayContaining(['connect-src', 'img-src', 'script-src-elem']));
});

test('pages and workers carry the policy as a header', async ({ request }) => {
  for (const path of ['/', '/sw.js', '/sample/sample.json']) {
    const policy = (await request.get(path)).headers()['content-security-policy'];
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
  }
});
