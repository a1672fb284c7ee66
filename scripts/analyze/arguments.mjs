/** The command line of `npm run analyze`: what is asked for, or what is wrong with it. */

export const USAGE = `npm run analyze -- FILE… [--json DIR] [--case] [--quiet]

  分析录像并列出发现。Analyses recordings and lists what was found.
  播放列表（.m3u8）连同所列分段作为一段录像。A playlist (.m3u8) is one recording with the segments it names.
  --json DIR   另存 DIR/文件名.json（zhijian.findings/1）。Also writes DIR/NAME.ext.json.
               未能分析的文件也写，带 error。For a file that failed as well, with its error.
  --case       再核对各文件前后是否衔接，与 --json 同用时另存 DIR/case.json。Also checks the files against each other; with --json writes DIR/case.json.
  --quiet      不显示进度和表格。No progress, no table.

  退出码 0 已分析 · 1 有文件无法分析 · 2 用法错误。Exit 0 analysed, 1 a file could not be analysed, 2 wrong usage.`;

/**
 * @typedef {{ files: string[], jsonDir: string | null, acrossCase: boolean, quiet: boolean }} AnalyzeRequest
 * @param {readonly string[]} args without node and script
 * @returns {{ request: AnalyzeRequest } | { problem: string } | { help: true }}
 */
export function readArguments(args) {
  /** @type {AnalyzeRequest} */
  const request = { files: [], jsonDir: null, acrossCase: false, quiet: false };
  let onlyFiles = false;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (onlyFiles || !arg.startsWith('-')) request.files.push(arg);
    else if (arg === '--') onlyFiles = true;
    else if (arg === '--help' || arg === '-h') return { help: true };
    else if (arg === '--quiet' || arg === '-q') request.quiet = true;
    else if (arg === '--case') request.acrossCase = true;
    else if (arg === '--json') {
      const dir = args[++at];
      if (dir === undefined || dir === '' || dir.startsWith('--')) return { problem: '--json 需要一个文件夹 needs a folder' };
      request.jsonDir = dir;
    } else if (arg.startsWith('--json=') && arg.length > 7) request.jsonDir = arg.slice(7);
    else return { problem: `不认识的选项 unknown option: ${arg}` };
  }
  if (request.files.length === 0) return { problem: '没有给出文件 no file given' };
  return { request };
}
