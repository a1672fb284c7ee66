/** Compiles each `src/engine/signal/kernels/*.as.ts` (AssemblyScript, SIMD) to `*.generated.ts` that carries the wasm as base64. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'src/engine/signal/kernels');
const scratch = mkdtempSync(join(tmpdir(), 'zhijian-kernels-'));
try {
  for (const source of readdirSync(folder).filter((name) => name.endsWith('.as.ts'))) {
    const input = join(folder, source);
    const output = join(folder, source.replace(/\.as\.ts$/, '.generated.ts'));
    if (existsSync(output) && statSync(output).mtimeMs >= statSync(input).mtimeMs) continue;
    const wasm = join(scratch, `${source}.wasm`);
    execFileSync(process.execPath, [join(root, 'node_modules/assemblyscript/bin/asc.js'), input, '--outFile', wasm,
      '-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--importMemory', '--disable', 'mutable-globals', '--use', 'abort='],
    { stdio: ['ignore', 'inherit', 'inherit'] });
    const bytes = readFileSync(wasm);
    writeFileSync(output, `/** Generated from ${source} by scripts/build-kernels.ts; ${bytes.length} bytes of wasm. */\nexport const wasmBase64 = '${bytes.toString('base64')}';\n`);
    console.log(`${source}: ${bytes.length} bytes`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
