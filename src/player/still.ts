/** A still: what was on screen, as a PNG that says which file and frame it comes from and that it is no original. */
import { formatTimecode, type TimeUs } from '../core/time';
import type { FrameLabel } from './frame-clock';
import type { ShownPicture } from './playback-engine';
import { withPngTexts } from './png-text';

export interface Still {
  readonly png: Blob;
  readonly fileName: string;
  readonly timeUs: TimeUs;
  /** −1 where no packet table is known. */
  readonly ordinal: number;
  readonly ptsTicks: number | null;
  readonly timescale: number | null;
  readonly width: number;
  readonly height: number;
  /** Lower-case hex SHA-256 of the PNG as saved. */
  readonly sha256: string;
  readonly fromProxy: boolean;
}

export interface StillRequest {
  readonly picture: ShownPicture;
  readonly label: FrameLabel | null;
  readonly timeUs: TimeUs;
  readonly fromProxy: boolean;
  readonly sourceFileName: string;
  /** In the reader's language; drawn on a strip below the picture, never over it. */
  readonly captionLines: readonly string[];
}

const STRIP_LINE_PX = 22;
const STRIP_PAD_PX = 8;

/** `0001.mp4` at frame 149 → `0001_frame-149_00-00-05.960.png`. */
export function stillFileName(sourceFileName: string, ordinal: number, timeUs: TimeUs): string {
  const stem = sourceFileName.replace(/\.[^.]+$/, '');
  const frame = ordinal >= 0 ? `_frame-${ordinal}` : '';
  return `${stem}${frame}_${formatTimecode(timeUs).replaceAll(':', '-')}.png`;
}

/** Draws, labels and hashes. Throws what canvas encoding throws (out of memory, a tainted source never happens with local files). */
export async function makeStill(request: StillRequest): Promise<Still> {
  const { picture, label, timeUs } = request;
  const stripPx = request.captionLines.length === 0 ? 0 : STRIP_PAD_PX * 2 + STRIP_LINE_PX * request.captionLines.length;
  const canvas = new OffscreenCanvas(picture.width, picture.height + stripPx);
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#101316';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture.source, 0, 0, picture.width, picture.height);
  context.fillStyle = '#e7eaee';
  context.font = '15px "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
  context.textBaseline = 'middle';
  request.captionLines.forEach((line, i) => {
    context.fillText(line, STRIP_PAD_PX * 1.5, picture.height + STRIP_PAD_PX + STRIP_LINE_PX * (i + 0.5), canvas.width - STRIP_PAD_PX * 3);
  });
  const plain = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
  const bytes = withPngTexts(plain, {
    Title: `Still from ${request.sourceFileName}`,
    Description: request.captionLines.join('\n'),
    Source: request.sourceFileName,
    Comment: JSON.stringify({
      derived: true, proxy: request.fromProxy, timeUs, ordinal: label?.ordinal ?? -1,
      ptsTicks: label && Number.isFinite(label.ptsTicks) ? label.ptsTicks : null, timescale: label?.timescale ?? null,
    }),
  });
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return {
    png: new Blob([bytes], { type: 'image/png' }),
    fileName: stillFileName(request.sourceFileName, label?.ordinal ?? -1, timeUs),
    timeUs,
    ordinal: label?.ordinal ?? -1,
    ptsTicks: label && Number.isFinite(label.ptsTicks) ? label.ptsTicks : null,
    timescale: label?.timescale ?? null,
    width: picture.width,
    height: picture.height,
    sha256: Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''),
    fromProxy: request.fromProxy,
  };
}

/** Hands a still to the browser's downloads. */
export function saveStill(still: Still): void {
  const url = URL.createObjectURL(still.png);
  const link = document.createElement('a');
  link.href = url;
  link.download = still.fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
