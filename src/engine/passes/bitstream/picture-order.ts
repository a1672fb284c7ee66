/** Full picture order counts: H.264 and HEVC transmit the lower bits only and let the reader follow the wraps. */

/** Of the last picture that carries the count on. */
export interface OrderState { msb: number; lsb: number }

/** The upper part for a transmitted lower one: the step nearest to zero (ITU-T H.264 8.2.1.1, H.265 8.3.1). @param range 2 ^ lower bits */
export function orderMsb(lsb: number, range: number, before: OrderState): number {
  if (lsb < before.lsb && before.lsb - lsb >= range / 2) return before.msb + range;
  if (lsb > before.lsb && lsb - before.lsb > range / 2) return before.msb - range;
  return before.msb;
}
