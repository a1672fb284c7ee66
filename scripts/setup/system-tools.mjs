/** Finds what tests need from the system (Chromium, FFmpeg, a Chinese font, espeak-ng) and installs what is missing, where that is possible. */
import { findChromium, onPath } from './chromium.mjs';
import { run, runNode, TOOLS } from './run.mjs';

/** @typedef {{ name: string, apt: string, brew: string | null, needed: boolean, present: () => boolean | Promise<boolean> }} SystemTool */

/** fontconfig is asked where it exists; macOS and Windows always carry Chinese type. */
async function hasChineseFont() {
  if (process.platform !== 'linux') return true;
  if (onPath('fc-list') === null) return false;
  return (await run('fc-list', [':lang=zh-cn', 'family'])).output.trim() !== '';
}

/** @type {readonly SystemTool[]} */
const SYSTEM_TOOLS = [
  { name: 'Chromium', apt: 'chromium', brew: null, needed: true, present: () => findChromium() !== null },
  { name: 'FFmpeg', apt: 'ffmpeg', brew: 'ffmpeg', needed: true, present: () => onPath('ffmpeg') !== null && onPath('ffprobe') !== null },
  { name: 'Chinese font', apt: 'fonts-noto-cjk', brew: null, needed: false, present: hasChineseFont },
  { name: 'espeak-ng', apt: 'espeak-ng', brew: 'espeak-ng', needed: false, present: () => onPath('espeak-ng') !== null },
];

async function missingTools() {
  const found = await Promise.all(SYSTEM_TOOLS.map(async (tool) => tool.present()));
  return SYSTEM_TOOLS.filter((_, at) => found[at] !== true);
}

/** The prefix with which apt-get may be run here without a question, or null. @returns {Promise<string[] | null>} */
async function aptPrefix() {
  if (onPath('apt-get') === null) return null;
  if (process.getuid?.() === 0) return [];
  return onPath('sudo') !== null && (await run('sudo', ['-n', 'true'])).code === 0 ? ['sudo', '-n'] : null;
}

/** @param {readonly string[]} packages @param {readonly string[]} prefix */
async function aptInstall(packages, prefix) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update', '-q'], ['install', '-y', '-q', '--no-install-recommends', ...packages]]) {
    const [command = 'apt-get', ...rest] = [...prefix, 'apt-get', ...args];
    const result = await run(command, rest, { env, timeoutMs: 15 * 60_000 });
    if (result.code !== 0) console.error(result.output.split('\n').slice(-15).join('\n'));
  }
}

/**
 * Looks first; the second call takes milliseconds.
 * @param {(line: string) => void} say told what is being installed
 * @returns {Promise<void>} throws with the next step when a needed tool could not be had
 */
export async function ensureSystemTools(say) {
  let missing = await missingTools();
  if (missing.length === 0) return;
  say(`安装工具 installing ${missing.map((tool) => tool.name).join(', ')} …`);
  const prefix = await aptPrefix();
  if (prefix !== null) {
    await aptInstall([...missing.map((tool) => tool.apt), ...(onPath('fc-list') === null ? ['fontconfig'] : [])], prefix);
  } else if (onPath('brew') !== null) {
    const formulas = missing.flatMap((tool) => (tool.brew === null ? [] : [tool.brew]));
    if (formulas.length > 0) await run('brew', ['install', ...formulas]);
  }
  if (findChromium() === null) {
    // Chrome carries H.264 and AAC; Playwright's own Chromium does not, so it comes second.
    const chrome = await runNode(TOOLS.playwright, ['install', 'chrome']);
    if (chrome.code !== 0 || findChromium() === null) await runNode(TOOLS.playwright, ['install', 'chromium'], { show: true });
  }
  missing = await missingTools();
  for (const tool of missing) say(`${tool.name}: not found, and it could not be installed here`);
  const needed = missing.filter((tool) => tool.needed);
  if (needed.length > 0) throw new Error(`Install ${needed.map((tool) => `${tool.name} (Debian: apt-get install ${tool.apt})`).join(' and ')}, then run npm test again.`);
}
