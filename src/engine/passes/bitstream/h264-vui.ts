/** What H.264's VUI tells of picture timing messages and of reordering (ITU-T H.264, E.1.1 and E.1.2). */
import type { BitReader } from './nal-units';
import type { PicTimingSyntax } from './sei-messages';

const EXTENDED_SAR = 255;

export interface AvcVui {
  /** null where pictures carry no clock. */
  readonly timing: PicTimingSyntax | null;
  /** max_num_reorder_frames; null where the stream does not tell. */
  readonly reorderFrames: number | null;
}

/** @param r behind vui_parameters_present_flag. Throws RangeError on damage. */
export function parseVui(r: BitReader): AvcVui {
  if (r.bit() === 1 && r.bits(8) === EXTENDED_SAR) r.bits(32);
  if (r.bit() === 1) r.bit();
  if (r.bit() === 1) {
    r.bits(4);
    if (r.bit() === 1) r.bits(24);
  }
  if (r.bit() === 1) {
    r.ue();
    r.ue();
  }
  if (r.bit() === 1) r.skip(65);
  let delayBits = 0;
  let delays = false;
  for (let model = 0; model < 2; model++) {
    if (r.bit() === 0) continue;
    delays = true;
    const buffers = r.ue() + 1;
    if (buffers > 32) throw new RangeError('more buffers than allowed');
    r.bits(8);
    for (let i = 0; i < buffers; i++) {
      r.ue();
      r.ue();
      r.bit();
    }
    r.bits(5);
    delayBits = r.bits(5) + 1 + r.bits(5) + 1;
    r.bits(5);
  }
  if (delays) r.bit();
  const timing = r.bit() === 1 ? { delayBits } : null;
  return { timing, reorderFrames: reorderOf(r) };
}

/** From the restrictions at the end; damage there costs no clock. */
function reorderOf(r: BitReader): number | null {
  try {
    if (r.bit() === 0) return null;
    r.bit();
    for (let i = 0; i < 4; i++) r.ue();
    return r.ue();
  } catch (problem) {
    if (!(problem instanceof RangeError)) throw problem;
    return null;
  }
}
