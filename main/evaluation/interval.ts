/** Both ends in 0..1. */
export type Interval = readonly [low: number, high: number];

/** The normal distribution's 97.5th percentile: 95 % lie within as many deviations of the mean. */
const z = 1.959964;

/** 95 % confidence interval of a share (Wilson 1927); of nothing, anything may be true. */
export function shareInterval(share: number, count: number): Interval {
  if (count === 0) return [0, 1];
  const spread = z * z;
  const centre = share + spread / (2 * count);
  const reach = z * Math.sqrt((share * (1 - share)) / count + spread / (4 * count * count));
  return within((centre - reach) / (1 + spread / count), (centre + reach) / (1 + spread / count));
}

/** 95 % confidence interval of a mean of numbers in 0..1, taken as normal. */
export function meanInterval(values: readonly number[]): Interval {
  if (values.length < 2) return [0, 1];
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const reach = z * Math.sqrt(variance / values.length);
  return within(mean - reach, mean + reach);
}

function within(low: number, high: number): Interval {
  return [Math.max(0, low), Math.min(1, high)];
}
