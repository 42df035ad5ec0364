/** Turns scores into probabilities in place, after dividing them by `temperature` > 0. `highest` is the largest score. */
export function softmax(scores: Float64Array, highest: number, temperature: number): void {
  let sum = 0;
  for (let index = 0; index < scores.length; index++) {
    const weight = Math.exp(((scores[index] ?? 0) - highest) / temperature);
    scores[index] = weight;
    sum += weight;
  }
  for (let index = 0; index < scores.length; index++) scores[index] = (scores[index] ?? 0) / sum;
}

/** `ln sum exp score`: what a score is to be lessened by to be a log-probability. `highest` is the largest score. */
export function logSumExp(scores: Float64Array, highest: number): number {
  let sum = 0;
  for (let index = 0; index < scores.length; index++) sum += Math.exp((scores[index] ?? 0) - highest);
  return highest + Math.log(sum);
}
