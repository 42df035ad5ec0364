const width = 20;

/** A line such as `[#####...............] 12 of 48, 3.1 per second, about 12 s left`; `milliseconds` since the start. */
export function progressBar(done: number, total: number, milliseconds: number): string {
  const filled = total === 0 ? width : Math.round((width * done) / total);
  const bar = `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}] ${done} of ${total}`;
  if (done === 0 || milliseconds <= 0) return bar;
  const rate = (1000 * done) / milliseconds;
  return `${bar}, ${rate.toFixed(1)} per second, about ${Math.ceil((total - done) / rate)} s left`;
}
