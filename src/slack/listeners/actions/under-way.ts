/**
 * Clicks whose answer has not come: a second one that wants the same is left to the first.
 *
 * @returns a function that gives undefined where the same is under way.
 */
export function createUnderWay(): <T>(wanted: readonly unknown[], work: () => Promise<T>) => Promise<T | undefined> {
  const underWay = new Set<string>();
  return async (wanted, work) => {
    const key = wanted.join(' ');
    if (underWay.has(key)) return undefined;
    underWay.add(key);
    return work().finally(() => underWay.delete(key));
  };
}
