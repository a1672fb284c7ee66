/** The sentence at the head of a finding: what a clock in the picture did first, then what its detector measured. */
import { CLOCK_JUMP_METRIC, isThroughout, type Box01, type Evidence, type Finding } from '../../core/finding';
import { clockPlace, sameBox } from './clock-places';
import { formatFigure, formatMeasured, formatSeconds, keyPart, unitName } from '../../core/figures';

interface Words {
  t(key: string, values?: Readonly<Record<string, string | number>>): string;
  has(key: string): boolean;
}
type Metric = Extract<Evidence, { type: 'metric' }>;
type Text = Extract<Evidence, { type: 'text' }>;

const CLOCK_JUMP_DETECTOR = 'clock/clock-jump';
const SEQUENCE_DETECTOR = 'case/sequence';

export function findingSentence(finding: Finding, words: Words): string {
  const metrics = finding.evidence.filter((one) => one.type === 'metric');
  const clock = clockSentence(finding, metrics.filter(({ metric }) => metric === CLOCK_JUMP_METRIC), words);
  if (clock !== null && finding.detector === CLOCK_JUMP_DETECTOR) return clock;
  if (finding.detector === SEQUENCE_DETECTOR) return sequenceSentence(finding, metrics, words);
  const own = detectorSentence(finding, metrics.find(({ metric }) => metric !== CLOCK_JUMP_METRIC), words);
  return clock === null ? own : words.t('findings:two_sentences', { first: clock, second: own });
}

function detectorSentence(finding: Finding, metric: Metric | undefined, words: Words): string {
  const { t } = words;
  const spanS = (finding.endUs - finding.startUs) / 1e6;
  const span = { seconds: formatFigure(spanS), length: formatSeconds(spanS, t) };
  const values = metric
    ? {
      value: formatFigure(metric.value), threshold: formatFigure(metric.threshold), unit: unitName(metric.unit, t), ...span,
      valueTime: formatSeconds(metric.value, t), thresholdTime: formatSeconds(metric.threshold, t),
      measured: formatMeasured(metric.value, metric.unit, t), limit: formatMeasured(metric.threshold, metric.unit, t),
    }
    : { value: '—', threshold: '—', unit: '', ...span, valueTime: '—', thresholdTime: '—', measured: '—', limit: '—' };
  const plain = `say_${keyPart(finding.detector)}`;
  const isSaid = { negative: metric !== undefined && metric.value < 0, throughout: isThroughout(finding), point: finding.endUs <= finding.startUs };
  const variant = (['negative', 'throughout', 'point'] as const).find((one) => isSaid[one] && words.has(`${plain}_${one}`));
  const own = variant === undefined ? plain : `${plain}_${variant}`;
  return words.has(own) ? t(own, values) : t(`findings:about_${keyPart(finding.kind)}`, values);
}

/** What the clock showed before and after each jump, of several clocks the first; null where none jumps. */
function clockSentence(finding: Finding, all: readonly Metric[], { t }: Words): string | null {
  if (all.length === 0) return null;
  const clock = all[0]!.box;
  const isOfClock = (box: Box01 | undefined): boolean => clock === undefined || box === undefined || sameBox(box, clock);
  const jumps = all.filter(({ box }) => isOfClock(box));
  const texts = finding.evidence.filter((one) => one.type === 'text').filter(({ box }) => isOfClock(box));
  const nearest = (label: string, atUs: number): string | null => texts
    .filter((one): one is Text & { atUs: NonNullable<Text['atUs']> } => one.label === label && one.atUs !== undefined)
    .sort((a, b) => Math.abs(a.atUs - atUs) - Math.abs(b.atUs - atUs))[0]?.text ?? null;
  const sentences = jumps.map((jump) => {
    const values = { clock: formatSeconds(jump.value, t), media: formatSeconds(jump.threshold, t), step: formatSeconds(jump.value - jump.threshold, t) };
    const [before, after] = [nearest('clock-before', jump.atUs), nearest('clock-after', jump.atUs)];
    const way = jump.value < jump.threshold ? 'back' : 'on';
    return before === null || after === null ? t(`findings:clock_jumps_${way}`, values) : t(`findings:clock_shows_${way}`, { ...values, ...shortReadings(before, after) });
  });
  const place = clockPlace(clock, finding.evidence, t);
  if (place !== '') sentences[0] = t('findings:at_clock_sentence', { place, sentence: sentences[0]! });
  if (sentences.length !== 2 || finding.endUs <= finding.startUs) return sentences[0]!;
  const [first, second] = sentences.map((sentence, at) => t('findings:at_end_sentence', { place: t(at === 0 ? 'findings:place_start' : 'findings:place_end'), sentence }));
  return t('findings:two_sentences', { first: first!, second: second! });
}

const TIME_OF_DAY = /\d{1,2}:\d{2}:\d{2}/;

/** Of two readings of one day the time of day says all. */
export function shortReadings(before: string, after: string): { readonly before: string; readonly after: string } {
  const [a, b] = [TIME_OF_DAY.exec(before), TIME_OF_DAY.exec(after)];
  if (!a || !b) return { before, after };
  const sameDay = before.replace(TIME_OF_DAY, '') === after.replace(TIME_OF_DAY, '');
  return sameDay ? { before: a[0], after: b[0] } : { before, after };
}

/** Which numbers are missing, and which time. */
function sequenceSentence(finding: Finding, metrics: readonly Metric[], { t }: Words): string {
  const text = (label: string): string | undefined => finding.evidence.find((one): one is Text => one.type === 'text' && one.label === label)?.text;
  const gap = metrics.find(({ metric }) => metric === 'segment-gap');
  const values = { numbers: text('missing-numbers') ?? '', time: text('missing-time') ?? '', length: gap ? formatMeasured(Math.abs(gap.value), gap.unit, t) : '' };
  const overlaps = finding.kind === 'segment-overlap';
  if (values.numbers === '') return t(overlaps ? 'findings:sequence_overlap' : 'findings:sequence_gap', values);
  return t(overlaps || values.time === '' ? 'findings:sequence_numbers' : 'findings:sequence_numbers_gap', values);
}
