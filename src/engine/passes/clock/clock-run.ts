/** The clock pass over an opened recording: exact pictures from the decoder, times from the packet table. */
import type { ClockTrack } from '../../../core/tables';
import type { PassControl } from '../../budget';
import type { OcrEngine } from '../../ocr/ocr-engine';
import type { PassInput } from '../../pass-runner';
import { createLumaAt } from '../../sources/luma-at';
import { runClockPass } from './clock-pass';

/** @param spawnFfmpeg called only where the browser cannot decode. Rejects with AppError. */
export async function readClocks(input: PassInput, ocr: OcrEngine, spawnFfmpeg: () => Worker, control: PassControl): Promise<readonly ClockTrack[]> {
  const { index, file } = input;
  const { displayOrder, ptsUs, key } = index.video!;
  const { width, height, rotation } = index.summary.video!;
  const pictures = createLumaAt(index, file!, spawnFfmpeg);
  try {
    const startUs = ptsUs[displayOrder[0]!]!;
    // Times that run backwards are another detector's business; a search needs them ascending.
    const times = new Float64Array(displayOrder.length);
    displayOrder.forEach((packet, ordinal) => { times[ordinal] = Math.max(ordinal > 0 ? times[ordinal - 1]! : 0, (ptsUs[packet]! - startUs) / 1e6); });
    const keys = [...displayOrder].flatMap((packet, ordinal) => (key[packet] === 1 ? [ordinal] : []));
    return await runClockPass({ pictures, ocr, times, startUs, keys: keys.length > 0 ? keys : [0], video: { width, height, rotation } }, control);
  } finally {
    pictures.close();
  }
}
