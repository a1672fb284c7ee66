/** The section on continuity: each finding with what was measured and how it was judged; then of each judged one the benign causes that were tested, and its pictures. */
import { benignCauses } from '../benign-causes';
import { keyPart } from '../figures';
import { isSeen, type BearingFinding } from '../review/continuity';
import { formatTimecode } from '../time';
import type { Block } from './blocks';
import { findingKey, picturedFindings, type FindingFrame, type FindingFrames } from './finding-frames';
import type { Opinion } from './opinion';
import { figureOf, fileName, findingsWord, neighbourText, type OpinionWords } from './opinion-words';

/** How a finding was judged, and what benign causes were tested with what result. */
function testedCauses(one: BearingFinding, opinion: Opinion, words: OpinionWords): Block {
  const { t } = words;
  const causes = benignCauses(one.finding.benign);
  const told = (['ruled-out', 'possible', 'not-testable'] as const).flatMap((result) => {
    const names = causes.filter((cause) => cause.result === result).map(({ cause }) => t(`benign_${keyPart(cause)}`));
    return names.length === 0 ? [] : [t(`opinion:causes_${keyPart(result)}`, { list: names.join(t('opinion:list_comma')) })];
  });
  return { type: 'paragraph', style: 'normal', text: t('opinion:causes', {
    finding: findingsWord([one], opinion, words), decision: t(`opinion:decision_${one.judgement?.decision ?? 'none'}`), list: told.length === 0 ? t('opinion:causes_none') : told.join(t('opinion:semicolon')),
  }) };
}

function pictures(one: BearingFinding, opinion: Opinion, words: OpinionWords, frames: FindingFrames): readonly Block[] {
  const { t } = words;
  const caption = ({ recordingId, role, ptsUs, ordinal }: FindingFrame): string =>
    t('opinion:frame_caption', { role: t(`findings:role_${role.replaceAll('-', '_')}`), name: fileName(opinion, recordingId), time: formatTimecode(ptsUs), frame: ordinal });
  const found = frames.get(findingKey(one));
  const pairs = found ?? [];
  if (found !== null && pairs.length === 0) return [];
  return [{
    type: 'pictures', label: findingsWord([one], opinion, words), note: found === null || pairs.some(({ hashes }) => hashes === null) ? t('opinion:frames_away') : '',
    pictures: pairs.flatMap(({ before, after, hashes }) => (hashes === null ? [] : [{ hash: hashes[0], caption: caption(before) }, { hash: hashes[1], caption: caption(after) }])),
  }];
}

/** @param frames of judged findings; none of them are words of the opinion, since they cannot be had on every machine */
export function continuityBlocks(opinion: Opinion, words: OpinionWords, frames: FindingFrames): readonly Block[] {
  const { t } = words;
  const heading: Block = { type: 'heading', level: 1, text: t('opinion:h_continuity') };
  const paragraph = (text: string): Block => ({ type: 'paragraph', text, style: 'normal' });
  // What has a finding of its own stands in the table.
  const neighbours = opinion.neighbours.filter(({ isFound }) => !isFound).map((one) => paragraph(neighbourText(one, words)));
  if (opinion.continuity.length === 0) return [heading, paragraph(t('opinion:continuity_none')), ...neighbours];
  const { shown, leftOut } = picturedFindings(opinion.continuity);
  return [
    heading, paragraph(t('opinion:continuity_note')),
    { type: 'table', columns: [['col_place', 28], ['col_finding', 18], ['col_figure', 28], ['col_decision', 26]].map(([key, width]) => ({ label: t(`opinion:${key}`), width: Number(width) })),
      rows: opinion.continuity.map(({ recordingId, finding, judgement }) => [
        { text: `${fileName(opinion, recordingId)} ${formatTimecode(finding.startUs)}`, mono: true }, { text: `${t(`findings:kind_${finding.kind.replaceAll('-', '_')}`)} · ${t(`opinion:level_${finding.level}`)}` },
        { text: figureOf(finding.evidence, words) },
        { text: `${t(`opinion:decision_${judgement?.decision ?? 'none'}`)}${judgement === null || judgement.note === '' ? '' : `${t('opinion:colon')}${judgement.note}`}` },
      ]) },
    ...neighbours, ...opinion.continuity.filter(isSeen).flatMap((one) => [testedCauses(one, opinion, words), ...(shown.includes(one) ? pictures(one, opinion, words, frames) : [])]),
    ...(leftOut === 0 ? [] : [paragraph(t('opinion:pictures_left_out', { count: leftOut }))]),
  ];
}
