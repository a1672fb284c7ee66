/**
 * Learns how the encoder numbers its IDR pictures (constant, alternating or counting) and finds where the numbering breaks.
 * Source: ITU-T H.264 7.4.3 idr_pic_id; encoders follow one law from start to stop, and re-muxing keeps it. Own measurement: no
 * break in any genuine clip. With an alternating law an even number of removed groups leaves no trace.
 */
import type { FindingDraft } from '../../../core/finding';
import type { BitstreamTable, PacketTable } from '../../../core/tables';
import { us } from '../../../core/time';
import { framesAround, stepRatio } from './frame-refs';
import { tableDetector } from './table-detector';

const ID = 'bitstream/idr-pic-id';
const IDR = 4;
/** Three numbers can contradict every law but teach none by themselves. */
const MIN_IDR = 3;
/** A law is learnt when at most this share of the steps breaks it (and one break is always allowed). */
const BREAK_SHARE = 0.34;
/** Steps that obey, from which a break is a strong sign. */
const WELL_LEARNT = 3;
const STRONG_LLR = 3;
const WEAK_LLR = 2.4;
/** The time step at a break against the usual one: an encoder that is started anew in mid-recording takes longer. */
const CLOSED_RATIO = 1.5;

type LawName = 'constant' | 'alternating' | 'counting';
interface Law { readonly name: LawName; next(id: number): (candidate: number) => boolean }

/** Order = how common: what fits equally well is taken from the front. */
const LAWS: readonly Law[] = [
  { name: 'alternating', next: (id) => (candidate) => candidate === (id === 0 ? 1 : 0) },
  // A counter may wrap at a power of two.
  { name: 'counting', next: (id) => (candidate) => candidate === id + 1 || (candidate === 0 && id > 1 && ((id + 1) & id) === 0) },
  { name: 'constant', next: (id) => (candidate) => candidate === id },
];

export const idrPicIdDetector = tableDetector({
  id: ID,
  version: 1,
  kinds: ['cut'],
  codecs: ['avc'],
  find({ table, packets }) {
    const rows: number[] = [];
    for (let row = 0; row < table.count; row++) if (table.sliceType[row] === IDR) rows.push(row);
    const learnt = learn(rows.map((row) => table.idrPicId[row]!));
    if (!learnt) return [];
    return learnt.breaks.map((at) => draft(table, packets, rows[at - 1]!, rows[at]!, learnt.law.name, learnt.obeyed));
  },
});

/** The law with the fewest breaks and where they are (index of the later IDR); null where no law is learnt or none is broken. */
export function learn(ids: readonly number[]): { law: Law; breaks: number[]; obeyed: number } | null {
  if (ids.length < MIN_IDR) return null;
  let best: { law: Law; breaks: number[]; obeyed: number } | null = null;
  for (const law of LAWS) {
    const breaks: number[] = [];
    for (let i = 1; i < ids.length; i++) if (!law.next(ids[i - 1]!)(ids[i]!)) breaks.push(i);
    if (!best || breaks.length < best.breaks.length) best = { law, breaks, obeyed: ids.length - 1 - breaks.length };
  }
  const steps = ids.length - 1;
  if (!best || best.breaks.length === 0 || best.breaks.length > Math.max(1, Math.floor(steps * BREAK_SHARE))) return null;
  return best;
}

function draft(table: BitstreamTable, packets: PacketTable, before: number, at: number, law: LawName, obeyed: number): FindingDraft {
  const atUs = us(packets.ptsUs[at]!);
  const from = table.idrPicId[before]!;
  const ratio = stepRatio(packets, at);
  const expected = law === 'constant' ? from : law === 'counting' ? from + 1 : from === 0 ? 1 : 0;
  return {
    kind: 'cut', startUs: atUs, endUs: atUs, group: 'B', llr: obeyed >= WELL_LEARNT ? STRONG_LLR : WEAK_LLR, hard: false, standsAlone: true,
    evidence: [
      { type: 'metric', metric: 'obeying-idr-steps', value: obeyed, threshold: WELL_LEARNT, relation: '>', unit: '', atUs },
      { type: 'packets', track: 'video', from: before, to: at, field: 'idr-pic-id', expected: `${expected}`, observed: `${table.idrPicId[at]!}` },
      framesAround(packets, at),
    ],
    benign: [{ cause: 'encoder-restart', result: ratio < CLOSED_RATIO ? 'ruled-out' : 'possible', value: Math.round(ratio * 100) / 100, threshold: CLOSED_RATIO }, { cause: 'unlearnt-law', result: obeyed >= WELL_LEARNT ? 'ruled-out' : 'possible', value: obeyed, threshold: WELL_LEARNT }],
    disproof: ['same-device-same-numbering'],
    detector: ID,
    version: 1,
  };
}
