/** What the inspector and the list derive from a finding: frame pairs, packet rows, evidence rows, order, figures. */
import { describe, expect, it } from 'vitest';
import type { Evidence, Finding } from '../../core/finding';
import type { CurrentJudgement } from '../../core/review';
import { us } from '../../core/time';
import { FrameClock } from '../../player/frame-clock';
import { tableOfTicks } from '../../player/synthetic-table';
import { amplifiedDifference } from './difference';
import { clockShots } from './clock-shots';
import { accountSentence, findingName } from './finding-name';
import { quotedFromContainer } from './container-place';
import { evidenceRows, leadingRows } from './evidence-rows';
import { formatFigure, formatShortTime } from '../../core/figures';
import { ALL_FINDINGS, orderFindings } from './finding-order';
import { framePairs } from './frame-pairs';
import { packetWindow } from './packet-window';

const clock = new FrameClock(tableOfTicks(Array.from({ length: 100 }, (_, i) => i * 40 + (i >= 50 ? 500 : 0)), 1000));
const metric: Evidence = { type: 'metric', metric: 'timing/step', value: 540, threshold: 60, relation: '>', unit: 'ms', atUs: us(2.5e6) };

function finding(over: Partial<Finding> = {}): Finding {
  return {
    id: 'x', kind: 'cut', level: 'review', startUs: us(2.5e6), endUs: us(2.5e6), confidence: 0.7, groups: ['T'], evidence: [metric], benign: [], disproof: ['a'],
    detector: 'packet/timestamp-gap', supportedBy: [], ...over,
  };
}

const judged = (id: string, decision: CurrentJudgement['decision'], recheck = false): [string, CurrentJudgement] =>
  [id, { recordingId: 'r', finding: { ...finding({ id }) }, decision, note: '', atMs: 0, actor: '', recheck }];

describe('framePairs', () => {
  it('shows the frames on both sides of a point', () => {
    expect(framePairs(finding(), clock).map(({ place, left, right }) => [place, left.ordinal, right.ordinal])).toEqual([['across', 49, 50]]);
  });

  it('shows both boundaries of a span, and across it where the two sides should join', () => {
    const span = finding({ kind: 'insertion', startUs: us(0.4e6), endUs: us(0.8e6) });
    expect(framePairs(span, clock).map(({ place, left, right }) => [place, left.ordinal, right.ordinal])).toEqual([['start', 9, 10], ['end', 19, 20], ['across', 9, 20]]);
  });

  it('prefers the frames that the detector named', () => {
    const named = finding({ evidence: [metric, { type: 'frames', frames: [{ role: 'before', ptsUs: us(1.8e6), ordinal: 45 }] }] });
    expect(framePairs(named, clock)[0]?.left.ordinal).toBe(45);
  });

  it('shows the last frame of a recording beside the first of the next where something lies between the two', () => {
    const missing = finding({ kind: 'segment-missing', groups: ['X'], startUs: us(4.4e6), endUs: us(4.4e6), detector: 'case/sequence' });
    expect(framePairs(missing, clock)).toMatchObject([{ place: 'seam', left: { ordinal: 99 }, right: { ordinal: 0, ptsUs: 0 } }]);
  });

  it('shows a gap across it: no frame lies inside', () => {
    const gap = finding({ kind: 'timestamp-gap', startUs: us(2e6), endUs: us(2.5e6), evidence: [metric, { type: 'frames', frames: [{ role: 'before', ptsUs: us(1.96e6), ordinal: 49 }, { role: 'after', ptsUs: us(2.5e6), ordinal: 50 }] }] });
    expect(framePairs(gap, clock).map(({ place, left, right }) => [place, left.ordinal, right.ordinal])).toEqual([['across', 49, 50]]);
  });

  it('takes a frame for inside or after only where it is shown wholly there: sound ends while one is on screen', () => {
    const mute = finding({ kind: 'audio-mute', startUs: us(0.41e6), endUs: us(0.79e6) });
    expect(framePairs(mute, clock).map(({ place, left, right }) => [place, left.ordinal, right.ordinal])).toEqual([['start', 10, 11], ['end', 19, 20]]);
    expect(framePairs(finding({ kind: 'audio-mute', startUs: us(0), endUs: us(9e6) }), clock)).toEqual([]);
  });

  it('has nothing to show of a silence from beginning to end', () => {
    const throughout: Evidence = { type: 'metric', metric: 'silent-share', value: 100, threshold: 0, relation: '>', unit: '%', atUs: us(0) };
    expect(framePairs(finding({ kind: 'audio-mute', startUs: us(0), endUs: us(2e6), evidence: [throughout] }), clock)).toEqual([]);
  });

  it('has nothing to show for traces of the whole file', () => expect(framePairs(finding({ kind: 'remuxed' }), clock)).toEqual([]));
});

describe('packetWindow', () => {
  it('marks the packets that the evidence names, with exact steps', () => {
    const rows = packetWindow(finding({ evidence: [{ type: 'packets', track: 'video', from: 50, to: 50, field: 'pts', expected: '40', observed: '540' }] }), clock, null);
    expect(rows.filter((row) => row.odd).map(({ row, stepTicks }) => [row, stepTicks])).toEqual([[50, 540]]);
    expect(rows.length).toBeLessThanOrEqual(16);
    expect(rows.find((row) => row.row === 49)?.stepTicks).toBe(40);
  });

  it('looks around the finding’s start when no packet is named, also at the first frame, and marks it', () => {
    expect(packetWindow(finding({ startUs: us(0), endUs: us(0) }), clock, null)[0]).toMatchObject({ row: 0, ordinal: 0, key: true, stepTicks: NaN, odd: false, here: true });
    expect(packetWindow(finding(), clock, null).filter(({ here }) => here).map(({ ordinal }) => ordinal)).toEqual([50]);
  });
});

describe('evidenceRows', () => {
  const t = (key: string): string => key;

  const words = (key: string, values: Readonly<Record<string, string | number>> = {}): string =>
    key === 'findings:seconds' ? `${values['s']} s` : key === 'findings:at_place' ? `${values['place']} ${values['figure']}` : key === 'findings:expected_value' ? `${values['value']} not ${values['expected']}` : key;
  const span = { startUs: us(2.5e6), endUs: us(4e6) };
  const point = { startUs: us(2.5e6), endUs: us(2.5e6) };
  const valueOf = (evidence: readonly Evidence[], of = span): readonly string[] => evidenceRows(evidence, of, words).flatMap((row) => row.values);

  it('puts both ends of one measurement into one row and says which is which', () => {
    expect(valueOf([metric, { ...metric, value: 5.8, atUs: us(4e6) }])).toEqual(['findings:place_start 0.54 s', 'findings:place_end 0.006 s ＞ 0.06 s']);
    expect(valueOf([metric, { ...metric, value: 5.8, threshold: 2, atUs: us(4e6) }])).toEqual(['findings:place_start 0.54 s ＞ 0.06 s', 'findings:place_end 0.006 s ＞ 0.002 s']);
  });

  it('names a lone value only where it belongs to the end', () => {
    expect(valueOf([metric])).toEqual(['0.54 s ＞ 0.06 s']);
    expect(valueOf([{ ...metric, atUs: us(4e6) }])).toEqual(['findings:place_end 0.54 s ＞ 0.06 s']);
    expect(valueOf([metric], point)).toEqual(['0.54 s ＞ 0.06 s']);
  });

  it('writes no boundary of zero, and what was expected instead of a false equation', () => {
    expect(valueOf([{ ...metric, threshold: 0 }])).toEqual(['0.54 s']);
    expect(valueOf([{ ...metric, relation: '=' }])).toEqual(['0.54 s not 0.06 s']);
  });

  it('gives no row to frames, which are shown as pictures', () => expect(evidenceRows([{ type: 'frames', frames: [] }], span, t)).toEqual([]));
});

describe('orderFindings', () => {
  const all = [finding({ id: 'a', level: 'note', startUs: us(0) }), finding({ id: 'b', level: 'high', startUs: us(9e6) }), finding({ id: 'c', startUs: us(1e6) })];
  const judgements = new Map([judged('a', 'accept'), judged('c', 'reject', true)]);
  const ids = (filter: Partial<typeof ALL_FINDINGS>): string[] => orderFindings(all, judgements, { ...ALL_FINDINGS, ...filter }).map((one) => one.id);

  it('puts the weightiest first, or follows time', () => {
    expect(ids({})).toEqual(['b', 'c', 'a']);
    expect(ids({ sort: 'time' })).toEqual(['a', 'c', 'b']);
  });

  it('counts a decision that must be checked again as open', () => {
    expect(ids({ judgement: 'open' })).toEqual(['b', 'c']);
    expect(ids({ judgement: 'accept' })).toEqual(['a']);
  });

  it('filters by level', () => expect(ids({ level: 'high' })).toEqual(['b']));
});

describe('what leads', () => {
  const t = (key: string, values?: Readonly<Record<string, string | number>>): string => (values === undefined ? key : `${key} ${Object.values(values).join('|')}`);

  it('is what compares with a limit; the rest folds, and a short list is left whole', () => {
    const metrics = Array.from({ length: 6 }, (_, i): Evidence => ({ type: 'metric', metric: `m${i}`, value: 2, threshold: i % 2, relation: '>', unit: '', atUs: us(0) }));
    const rows = evidenceRows(metrics, finding(), t);
    const { leading, more } = leadingRows(rows);
    expect([leading.map(({ metric: id }) => id), more.map(({ metric: id }) => id)]).toEqual([['m1', 'm3', 'm5'], ['m0', 'm2', 'm4']]);
    expect(leadingRows(rows.slice(0, 4)).more).toEqual([]);
  });

  it('names a place in the container in plain words', () => {
    expect(quotedFromContainer('moov/udta/meta: Lavf58.76.100', t)).toBe('findings:container_quote Lavf58.76.100|findings:container_user');
    expect(quotedFromContainer('x264 - core 164: options', t)).toBe('x264 - core 164: options');
  });
});

describe('clockShots', () => {
  const read = (label: string, atS: number): Evidence => ({ type: 'text', label, text: '09:10:08', atUs: us(atS * 1e6), score01: 1, box: { x: 0.5, y: 0.02, w: 0.4, h: 0.04 } });
  const of = (evidence: Finding['evidence'], rotation: 0 | 90 = 0) => clockShots({ evidence, startUs: us(0), endUs: us(4e6) }, clock, rotation);

  it('shows the clock where it was read, before and after, with a margin, turned as the picture is', () => {
    const shots = of([metric, read('clock-before', 1), read('clock-after', 3)]);
    expect(shots.map(({ label, ordinal }) => [label, ordinal])).toEqual([['clock-before', 25], ['clock-after', clock.ordinalAt(us(3e6))]]);
    expect(shots[0]!.box).toEqual({ x: expect.closeTo(0.49, 5) as number, y: expect.closeTo(0.01, 5) as number, w: expect.closeTo(0.42, 5) as number, h: expect.closeTo(0.06, 5) as number });
    expect(of([read('clock-before', 1)], 90)[0]!.box.h).toBeGreaterThan(0.4);
  });

  it('tells two pairs of readings apart by the end they were read at', () => {
    const shots = of([metric, read('clock-before', 0), read('clock-after', 0.1), read('clock-before', 3.9), read('clock-after', 4)]);
    expect(shots.map(({ label, place }) => `${label} ${place}`)).toEqual(['clock-before start', 'clock-after start', 'clock-before end', 'clock-after end']);
  });

  it('shows nothing of findings that read no clock', () => expect(of([metric, { type: 'text', label: 'software-name', text: 'x' }])).toEqual([]));
});

describe('findingName', () => {
  const t = (key: string, values: Readonly<Record<string, string | number>> = {}): string => [key, ...Object.values(values)].join(' ');

  it('says with which course of events time and clock agree, with both gaps', () => {
    const paused = finding({ kind: 'timestamp-gap', account: { says: 'pause', timeGapS: 5, clockGapS: 5.2 } });
    expect(findingName(paused, { t, has: () => false })).toBe('findings:named_account findings:kind_timestamp_gap findings:account_pause');
    expect(accountSentence(paused, t)).toBe('findings:account_about_pause findings:seconds 5.00 findings:seconds 5.20');
    expect(findingName(finding({ kind: 'editor-trace', detector: 'packet/edit-list' }), { t, has: (key) => key === 'findings:named_packet_edit_list' })).toBe('findings:named_packet_edit_list');
    expect([findingName(finding(), { t, has: () => false }), accountSentence(finding(), t)]).toEqual(['findings:kind_cut', null]);
  });

  it('names a clock that was set only as far as the picture leaves it open', () => {
    const cutOut = { account: { says: 'cut-out', timeGapS: 0, clockGapS: 2 } } as const;
    expect(accountSentence(finding({ ...cutOut, benign: [{ cause: 'clock-correction', result: 'not-testable' }] }), t)).toContain('account_set_open');
    expect(accountSentence(finding({ ...cutOut, benign: [{ cause: 'clock-correction', result: 'ruled-out' }] }), t)).toContain('account_set_ruled_out');
  });
});

describe('figures', () => {
  it('are short, with unit and a real minus', () => {
    expect([formatFigure(6.1), formatFigure(0.94), formatFigure(-48.23, 'dB'), formatFigure(12345.6), formatFigure(3), formatFigure(0.00002), formatFigure(NaN), formatFigure(12.5, '%')])
      .toEqual(['6.10', '0.94', '−48.2 dB', '12346', '3', '0.00002', '—', '12.5%']);
  });

  it('write times with their minutes and milliseconds, hours where there are any', () => {
    expect([formatShortTime(5.84e6), formatShortTime(65.84e6), formatShortTime(3_725.5e6)]).toEqual(['00:05.840', '01:05.840', '01:02:05.500']);
  });
});

it('the difference of equal pictures is black and of others grows with the gain', () => {
  const out = new Uint8ClampedArray(8);
  amplifiedDifference(Uint8ClampedArray.from([10, 20, 30, 255, 5, 5, 5, 255]), Uint8ClampedArray.from([10, 20, 30, 255, 15, 0, 205, 255]), 4, out);
  expect([...out]).toEqual([0, 0, 0, 255, 40, 20, 255, 255]);
});
