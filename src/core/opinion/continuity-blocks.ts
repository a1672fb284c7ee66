/** The section on continuity: each finding with what was measured and how it was judged, then the pictures of those that were accepted. */
import { isAccepted } from '../review/continuity';
import { formatTimecode } from '../time';
import type { Block } from './blocks';
import { findingKey, type FindingFrame, type FindingFrames } from './finding-frames';
import type { Opinion } from './opinion';
import { figureOf, fileName, findingsWord, type OpinionWords } from './opinion-words';

function pictures(opinion: Opinion, words: OpinionWords, frames: FindingFrames): readonly Block[] {
  const { t } = words;
  const caption = ({ recordingId, role, ptsUs, ordinal }: FindingFrame): string =>
    t('opinion:frame_caption', { role: t(`findings:role_${role.replaceAll('-', '_')}`), name: fileName(opinion, recordingId), time: formatTimecode(ptsUs), frame: ordinal });
  return opinion.continuity.filter(isAccepted).flatMap((one): readonly Block[] => {
    const found = frames.get(findingKey(one));
    const pairs = found ?? [];
    if (found !== null && pairs.length === 0) return [];
    return [{
      type: 'pictures', label: findingsWord([one], opinion, words), note: found === null || pairs.some(({ hashes }) => hashes === null) ? t('opinion:frames_away') : '',
      pictures: pairs.flatMap(({ before, after, hashes }) => (hashes === null ? [] : [{ hash: hashes[0], caption: caption(before) }, { hash: hashes[1], caption: caption(after) }])),
    }];
  });
}

/** @param frames of accepted findings; none of them are words of the opinion, since they cannot be had on every machine */
export function continuityBlocks(opinion: Opinion, words: OpinionWords, frames: FindingFrames): readonly Block[] {
  const { t } = words;
  const heading: Block = { type: 'heading', level: 1, text: t('opinion:h_continuity') };
  const paragraph = (text: string): Block => ({ type: 'paragraph', text, style: 'normal' });
  if (opinion.continuity.length === 0) return [heading, paragraph(t('opinion:continuity_none'))];
  return [
    heading, paragraph(t('opinion:continuity_note')),
    { type: 'table', columns: [['col_place', 28], ['col_finding', 18], ['col_figure', 28], ['col_decision', 26]].map(([key, width]) => ({ label: t(`opinion:${key}`), width: Number(width) })),
      rows: opinion.continuity.map(({ recordingId, finding, judgement }) => [
        { text: `${fileName(opinion, recordingId)} ${formatTimecode(finding.startUs)}`, mono: true }, { text: `${t(`findings:kind_${finding.kind.replaceAll('-', '_')}`)} · ${t(`opinion:level_${finding.level}`)}` },
        { text: figureOf(finding.evidence, words) },
        { text: `${t(`opinion:decision_${judgement?.decision ?? 'none'}`)}${judgement === null || judgement.note === '' ? '' : `${t('opinion:colon')}${judgement.note}`}` },
      ]) },
    ...pictures(opinion, words, frames),
  ];
}
