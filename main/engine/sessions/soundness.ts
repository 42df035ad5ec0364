import { type DeviceName, processor } from '../devices/device';
import { wrongResult } from '../devices/fault';

/** Throws a `DeviceFault` for numbers that are none; infinities are allowed, they forbid a token. */
export function checkNumbers(values: Float32Array, what: string, device: DeviceName): void {
  if (hasNaN(values)) throw wrongResult(what, device, 'it gave values that are not numbers (NaN)');
}

/** A plain loop: this runs over all logits after every token, where a callback for each cost as much as the sampling. */
function hasNaN(values: Float32Array): boolean {
  for (let index = 0; index < values.length; index++) {
    if (Number.isNaN(values[index])) return true;
  }
  return false;
}

/**
 * Throws a `DeviceFault` for pixels that are no numbers, and for a picture of one colour, such as the black ones that
 * overflowing half floats make. The processor is believed: there the pack is to blame, or the picture is meant so.
 */
export function checkPicture(pixels: Float32Array, what: string, device: DeviceName): void {
  checkNumbers(pixels, what, device);
  if (device !== processor && isFlat(pixels)) throw wrongResult(what, device, 'every pixel has the same value');
}

function isFlat(pixels: Float32Array): boolean {
  const [first = 0] = pixels;
  return pixels.every((value) => Math.abs(value - first) < 1e-6);
}
