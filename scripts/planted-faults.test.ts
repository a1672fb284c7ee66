/** The checks themselves are checked: faults planted in a scratch tree must be found, and its sound files must not. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, runNode, TOOLS } from './setup/run.mjs';

/** Below the root, so that packages resolve as they do for the real tree. */
let tree = '';

const FILES: Readonly<Record<string, string>> = {
  'src/core/sound.ts': "export const double = (value: number): number => value * 2;\n",
  'src/core/dom.ts': 'export const title = (): string => document.title;\n',
  'src/core/clock.ts': 'export const now = (): number => Date.now();\n',
  'src/state/typed.ts': "export const count: number = 'three';\n",
  'src/bridge/client.ts': 'export interface Service { run(): void }\nexport class Client implements Service { run(): void { /* nothing */ } }\n',
  'src/state/sound.svelte.ts': "import type { Service } from '../bridge/client';\nexport class Sound { count = $state(0); constructor(readonly service: Service) {} }\n",
  'src/state/reaching.svelte.ts': "import { Client } from '../bridge/client';\nexport class Reaching { count = $state(0); service = new Client(); }\n",
  'src/ui/Sound.svelte': '<script lang="ts">\n  const { count }: { count: number } = $props();\n</script>\n<p>{count}</p>\n',
  'src/ui/Typed.svelte': '<script lang="ts">\n  const { count }: { count: number } = $props();\n  const text: string = count;\n</script>\n<p>{text}</p>\n',
  'src/ui/Reaching.svelte': "<script lang=\"ts\">\n  import { Client } from '../bridge/client';\n  const client = new Client();\n</script>\n<button type=\"button\" onclick={() => client.run()}>x</button>\n",
  'src/ui/Words.svelte': '<p>开始</p>\n',
  'src/ui/worker.ts': "export const start = (): Worker => new Worker('x.js');\n",
};

beforeAll(() => {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  tree = mkdtempSync(join(ROOT, '.cache/planted-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
  cpSync(join(ROOT, 'tsconfig'), join(tree, 'tsconfig'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(tree, 'package.json'));
  for (const name of ['eslint.config.js', '.dependency-cruiser.cjs']) cpSync(join(ROOT, name), join(tree, name));
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe('types', () => {
  it('finds document in core, and nothing in sound code', async () => {
    const { code, output } = await runNode(TOOLS.tsc, ['-p', 'tsconfig/core.json'], { cwd: tree });
    expect(code).not.toBe(0);
    expect(output).toMatch(/src\/core\/dom\.ts.*document/);
    expect(output).not.toContain('sound.ts');
  });

  it('finds type errors in components and beside them', async () => {
    const { code, output } = await runNode(TOOLS.svelteCheck, ['--tsconfig', 'tsconfig/app.json', '--output', 'human'], { cwd: tree });
    expect(code).not.toBe(0);
    expect(output).toContain('Typed.svelte');
    expect(output).toContain('typed.ts');
    expect(output).not.toContain('Sound.svelte');
    expect(output).not.toContain('sound.svelte.ts');
  });
});

describe('dependency rules', () => {
  it('let state take interfaces and keep ui and state from instances', async () => {
    const { code, output } = await runNode(TOOLS.depcruise, ['src', '--config', '.dependency-cruiser.cjs'], { cwd: tree });
    expect(code).not.toBe(0);
    expect(output).toMatch(/room-ui: src\/ui\/Reaching\.svelte → src\/bridge\/client\.ts/);
    expect(output).toMatch(/state-interfaces-only: src\/state\/reaching\.svelte\.ts/);
    expect(output).not.toMatch(/sound/i);
  });
});

describe('lint', () => {
  it('names what to use instead', async () => {
    const { code, output } = await runNode(TOOLS.eslint, ['src/ui', 'src/core'], { cwd: tree });
    expect(code).not.toBe(0);
    expect(output).toMatch(/worker\.ts[\s\S]*Only src\/bridge\/spawn\.ts constructs workers/);
    expect(output).toMatch(/Words\.svelte[\s\S]*message key/);
    expect(output).toMatch(/clock\.ts[\s\S]*takes the time as a parameter/);
    expect(output).not.toMatch(/sound/i);
  });
});
