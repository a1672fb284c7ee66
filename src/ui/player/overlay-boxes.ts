/** Which boxes a finding's evidence puts on the picture at a moment, turned as the picture is turned. */
import { isOriginKind, type Box01, type Finding, type FindingLevel } from '../../core/finding';

export interface OverlayBox {
  readonly key: string;
  readonly findingId: string;
  readonly level: FindingLevel;
  readonly box: Box01;
}

/** A box named for one frame is shown this long around it, so that an eye catches it while playing. */
const NEAR_US = 400_000;

/** Findings whose span (points: with a little room) covers the time; origin kinds speak of the file, not of a moment. */
export function findingsAt(findings: readonly Finding[], timeUs: number): readonly Finding[] {
  return findings.filter((finding) => !isOriginKind(finding.kind)).filter((finding) => finding.endUs > finding.startUs
    ? timeUs >= finding.startUs && timeUs < finding.endUs
    : Math.abs(timeUs - finding.startUs) <= NEAR_US);
}

/** Boxes of coded picture fractions to fractions of the picture as shown. */
export function turnBox(box: Box01, rotation: 0 | 90 | 180 | 270): Box01 {
  const { x, y, w, h } = box;
  if (rotation === 90) return { x: 1 - y - h, y: x, w: h, h: w };
  if (rotation === 180) return { x: 1 - x - w, y: 1 - y - h, w, h };
  return rotation === 270 ? { x: y, y: 1 - x - w, w: h, h: w } : box;
}

/** Corners in which the names of findings may stand, the preferred first: clocks mostly stand at the top. */
export const CORNERS = ['bottom-left', 'top-left', 'bottom-right', 'top-right'] as const;
export type Corner = (typeof CORNERS)[number];
/** What the names take at most, in shares of the picture. */
const NAMES_W = 0.45;
const NAMES_H = 0.12;

/** The first corner that covers none of the boxes (of the picture as shown); the preferred one where all do. */
export function freeCorner(boxes: readonly Box01[]): Corner {
  const covers = (corner: Corner, { x, y, w, h }: Box01): boolean =>
    (corner.endsWith('left') ? x < NAMES_W : x + w > 1 - NAMES_W) && (corner.startsWith('top') ? y < NAMES_H : y + h > 1 - NAMES_H);
  return CORNERS.find((corner) => !boxes.some((box) => covers(corner, box))) ?? CORNERS[0];
}

export function overlayBoxes(findings: readonly Finding[], timeUs: number, rotation: 0 | 90 | 180 | 270): readonly OverlayBox[] {
  const out: OverlayBox[] = [];
  for (const finding of findings) {
    finding.evidence.forEach((evidence, i) => {
      if ((evidence.type !== 'frames' && evidence.type !== 'text') || !evidence.box) return;
      const times = evidence.type === 'frames' ? evidence.frames.map((frame) => frame.ptsUs) : [evidence.atUs ?? finding.startUs];
      const within = timeUs >= finding.startUs && timeUs < finding.endUs;
      if (!within && !times.some((time) => Math.abs(time - timeUs) <= NEAR_US)) return;
      out.push({ key: `${finding.id}-${i}`, findingId: finding.id, level: finding.level, box: turnBox(evidence.box, rotation) });
    });
  }
  return out;
}
