export interface RateLimit {
  calls: number;
  windowMs: number;
}

/**
 * Alibaba Cloud's limit for each of the CAMS operations used here, per account (source: "QPS limit" in the documentation
 * of `GetFlowJSONAssest`).
 */
export const ALIBABA_LIMIT: RateLimit = { calls: 5, windowMs: 1000 };

/**
 * Tells of each arrival whether it is one too many in the window that ends with it. A dropped call counts like any other:
 * who goes on calling at too high a pace stays shut out.
 *
 * @returns a function of the arrival's time in milliseconds, to be called in order of time.
 */
export function createRateLimit({ calls, windowMs }: RateLimit): (at: number) => boolean {
  const latest: number[] = [];
  return (at) => {
    const isTooMany = latest.length === calls && at - (latest[0] ?? at) < windowMs;
    latest.push(at);
    if (latest.length > calls) latest.shift();
    return isTooMany;
  };
}
