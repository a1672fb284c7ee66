/** The clock pass over an opened recording: exact pictures from the decoder, times from the packet table. */
import type { ClockTrack } from '../../../core/tables';
import type { PassControl } from '../../budget';
import type { OcrEngine } from '../../ocr/ocr-engine';
import type { PassInput } from '../../pass-runner';
import { createLumaAt } from '../../sources/luma-at';
import { clockPlaces } from './clock-places';
import { runClockPass } from './clock-pass';

/** @param spawnFfmpeg called only where the browser cannot decode. Rejects with AppError. */
export async function readClocks(input: PassInput, ocr: OcrEngine, spawnFfmpeg: () => Worker, control: PassControl): Promise<readonly ClockTrack[]> {
  const { index, file } = input;
  const { width, height, rotation } = index.summary.video!;
  const pictures = createLumaAt(index, file!, spawnFfmpeg);
  try {
    return await runClockPass({ pictures, ocr, ...clockPlaces(index.video!), video: { width, height, rotation } }, control);
  } finally {
    pictures.close();
  }
}
