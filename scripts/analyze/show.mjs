/** What `npm run analyze` shows to people: progress on one line, a table of findings, one line for what went wrong. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../setup/run.mjs';

/**
 * @typedef {import('../../src/core/finding').Finding} Finding
 * @typedef {Pick<import('../../src/core/recording').MediaSummary, 'startUs' | 'durationUs'>} Recording
 * @typedef {import('../../src/bridge/protocol').PassProgress} PassProgress
 * @typedef {import('../../src/core/errors').WireError} WireError
 */

const LEVEL = { high: '◆ 重点 high', review: '▲ 复核 review', note: '● 提示 note' };
const PASS = { hash: '校验 hash', packet: '封装 packet', bitstream: '码流 bitstream', preview: '预览 preview', frame: '画面 frame', audio: '声音 audio', clock: '时钟' };

/** Characters of a text found in the file; the JSON has all of it. */
const TEXT_SHOWN = 60;

/** Columns that a terminal takes: CJK and full-width characters take two. @param {string} text */
function width(text) {
  let columns = 0;
  for (const char of text) columns += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(char) ? 2 : 1;
  return columns;
}

/** @param {string} text @param {number} columns */
const pad = (text, columns) => text + ' '.repeat(Math.max(0, columns - width(text)));

/** `hh:mm:ss.mmm`, truncated as everywhere in the product. @param {number} timeUs */
export function timecode(timeUs) {
  const ms = Math.floor(Math.abs(timeUs) / 1000);
  const two = (/** @type {number} */ n) => String(Math.floor(n)).padStart(2, '0');
  return `${timeUs < 0 ? '-' : ''}${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${String(ms % 1000).padStart(3, '0')}`;
}

/** @param {Finding} finding @param {Recording} recording */
function when({ startUs, endUs }, recording) {
  if (startUs <= recording.startUs && endUs >= recording.startUs + recording.durationUs && endUs > startUs) return '整个文件 whole file';
  return endUs > startUs ? `${timecode(startUs)} – ${timecode(endUs)}` : timecode(startUs);
}

/** @param {Finding} finding */
const kind = (finding) => inBoth('findings', `kind_${keyPart(finding.kind)}`, finding.kind);

/** With which course of events time stamps and clock agree, in both languages. @param {NonNullable<Finding['account']>} account */
function accountWords({ says, timeGapS, clockGapS }) {
  const words = inBoth('findings', `account_${keyPart(says)}`, says);
  return `${words} (时间戳 timestamps ${short(timeGapS)} s, 时钟 clock ${short(clockGapS)} s)`;
}

/** The measurement that speaks first, with its threshold, and what time and clock say together. @param {Finding} finding */
function what(finding) {
  const metric = finding.evidence.find((one) => one.type === 'metric');
  const packets = finding.evidence.find((one) => one.type === 'packets');
  const text = finding.evidence.find((one) => one.type === 'text');
  const parts = [];
  if (metric?.type === 'metric') parts.push(`${detectorWords(`metric_${keyPart(metric.metric)}`, metric.metric)} ${measured(metric)}`);
  else if (packets?.type === 'packets') parts.push(`${detectorWords(`field_${keyPart(packets.field)}`, packets.field)} ${packets.observed}（应为 expected ${packets.expected}）`);
  else if (text?.type === 'text') parts.push(`${detectorWords(`label_${keyPart(text.label)}`, text.label)}: ${text.text.length > TEXT_SHOWN ? `${text.text.slice(0, TEXT_SHOWN)}…` : text.text}`);
  if (finding.account !== undefined) parts.push(accountWords(finding.account));
  parts.push(`[${[finding.detector, ...finding.supportedBy].map(detector).join(' + ')}]`);
  return parts.join('  ');
}

/** Which method found it: its Chinese name and its id. @param {string} id */
function detector(id) {
  const name = detectorWords(`detector_${keyPart(id)}`, '', ['zh-CN']);
  return name === '' ? id : `${name} ${id}`;
}

/** Value, relation, threshold and unit. @param {Extract<Finding['evidence'][number], { type: 'metric' }>} metric */
function measured({ value, threshold, relation, unit }) {
  if (unit === 's' && Math.max(Math.abs(value), Math.abs(threshold)) >= 60) return `${timecode(value * 1e6)} ${relation} ${timecode(threshold * 1e6)}`;
  const words = inBoth('findings', `unit_${unit}`, unit);
  return `${short(value)} ${relation} ${short(threshold)}${words === '' ? '' : ` ${words}`}`;
}

/** @param {number} value */
const short = (value) => (Number.isInteger(value) ? String(value) : value.toPrecision(4));

/** @param {readonly Finding[]} findings @param {Recording} recording @returns {string} */
export function findingsTable(findings, recording) {
  if (findings.length === 0) return '  没有发现 nothing found';
  const rows = [['时间 time', '类型 kind', '级别 level', '测得 what was measured'], ...findings.map((one) => [when(one, recording), kind(one), LEVEL[one.level], what(one)])];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => width(row[column] ?? ''))));
  return rows.map((row) => `  ${[0, 1, 2].map((column) => pad(row[column] ?? '', widths[column] ?? 0)).join('  ')}  ${row[3] ?? ''}`).join('\n');
}

/** How many were analysed and how many were not. @param {number} analysed @param {number} failed */
export const closingLine = (analysed, failed) => `已分析 ${analysed} 个，未能分析 ${failed} 个 · ${analysed} analysed, ${failed} failed`;

/** A progress line that rewrites itself on a terminal; silent elsewhere. @param {NodeJS.WriteStream} out */
export function progressLine(out) {
  /** @type {Map<string, PassProgress>} */
  const passes = new Map();
  const clear = () => { if (out.isTTY) out.write('\r\x1b[2K'); };
  return {
    /** @param {string} name @param {PassProgress} progress */
    show(name, progress) {
      passes.set(progress.pass, progress);
      if (!out.isTTY) return;
      const parts = [...passes.values()].filter((one) => one.state === 'running').map((one) => {
        const done = one.total > 0 ? Math.floor((100 * one.done) / one.total) : 0;
        const speed = one.speed === null ? '' : ` ${one.speed.toFixed(1)}×`;
        const left = one.leftMs === null ? '' : ` 余 ${Math.ceil(one.leftMs / 1000)} s`;
        return `${PASS[one.pass]} ${done}%${speed}${left}`;
      });
      const line = `${name}  ${parts.join(' · ')}`;
      clear();
      out.write(width(line) < (out.columns ?? 80) ? line : line.slice(0, Math.floor((out.columns ?? 80) / 2)));
    },
    end() {
      passes.clear();
      clear();
    },
  };
}

const LOCALES = ['zh-CN', 'en'];
const DETECTOR_AREAS = ['detect-packet', 'detect-bitstream', 'detect-frame', 'detect-audio', 'detect-clock'];

/** Messages of the app, by area and locale. @type {Map<string, Record<string, string>>} */
const messages = new Map();

/** @param {string} area @param {string} locale @returns {Record<string, string>} empty where the file is missing */
function messagesOf(area, locale) {
  const path = `${area}/${locale}.json`;
  let known = messages.get(path);
  if (known === undefined) {
    try {
      known = JSON.parse(readFileSync(join(ROOT, 'src/i18n/messages', path), 'utf8'));
    } catch {
      known = {};
    }
    messages.set(path, known ?? {});
  }
  return known ?? {};
}

/** Ids to keys of messages, as in the app. @param {string} id */
const keyPart = (id) => id.replaceAll(/[-/]/g, '_');

/** A text in both languages, once where they agree. @param {string} area @param {string} key @param {string} otherwise */
function inBoth(area, key, otherwise) {
  const told = LOCALES.map((locale) => messagesOf(area, locale)[key] ?? null);
  return told.some((text) => text === null) ? otherwise : [...new Set(told)].join(' ').trim();
}

/** Labels of detectors lie in several areas. @param {string} key @param {string} otherwise @param {readonly string[]} [locales] */
function detectorWords(key, otherwise, locales = LOCALES) {
  for (const area of DETECTOR_AREAS) {
    const told = locales.map((locale) => messagesOf(area, locale)[key] ?? null);
    if (told.every((text) => text !== null)) return told.join(' ');
  }
  return otherwise;
}

/** What the app says of this error and what to do next, in both languages; the bare code where it says nothing. @param {WireError} error */
export function problemLine(error) {
  const key = keyPart(error.code);
  const told = LOCALES.flatMap((locale) => {
    const { [key]: sentence, [`${key}_next`]: next } = messagesOf('errors', locale);
    return sentence === undefined ? [] : [[sentence, next ?? ''].join(' ').replaceAll('{{name}}', error.fileName ?? '').trim()];
  });
  return `${told.join(' · ')}${told.length > 0 ? ' ' : ''}[${error.code}: ${error.detail}]`;
}

/** The device's clock, to the second that file names tell. @param {number} seconds */
const wallClock = (seconds) => new Date(Math.round(seconds) * 1000).toISOString().slice(0, 19).replace('T', ' ');

/** The recordings on the wall clock, and what lies between them. @param {import('./session.mjs').CaseDocument} whole */
export function sequenceTable({ recordings, gaps, findings }) {
  if (recordings.length < 2) return '案件：文件名中没有可以排序的时间 no times in the file names to order by';
  return recordings.flatMap(({ fileName, startS, endS, endBy }) => {
    const gap = gaps.find((one) => one.after === fileName);
    const finding = findings.find((one) => one.fileName === fileName);
    const row = `  ${wallClock(startS)} – ${wallClock(endS).slice(11)}  ${fileName}${endBy === 'clock' ? '  （终点按画面时钟 end by the on-screen clock）' : ''}`;
    if (gap === undefined) return [row];
    const words = gap.kind === 'gap' ? '间隔 gap' : '重叠 overlap';
    return [row, `    ${finding === undefined ? '–' : `${LEVEL[finding.level]}  ${kind(finding)}`}  ${words} ${(gap.toS - gap.fromS).toFixed(1)} s${gap.missing.length > 0 ? `  缺 missing ${gap.missing.join(' ')}` : ''}${gap.shared === null ? '' : `  内容相接 contents join (${gap.shared.seconds.toFixed(1)} s ${gap.shared.by})`}`];
  }).join('\n');
}
