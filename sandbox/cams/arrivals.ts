/**
 * The most of `times` that lie in any window of `windowMs`. A window is half-open: two that are exactly `windowMs` apart
 * are not in one.
 *
 * @param times milliseconds, in any order.
 */
export function worstWindow(times: readonly number[], windowMs: number): number {
  const sorted = Float64Array.from(times).sort();
  let worst = 0;
  let first = 0;
  sorted.forEach((time, index) => {
    while (time - (sorted[first] ?? time) >= windowMs) first += 1;
    worst = Math.max(worst, index - first + 1);
  });
  return worst;
}
