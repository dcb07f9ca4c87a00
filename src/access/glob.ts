/**
 * Whether a text is as a pattern says: `*` stands for any text, `?` for any one character. In time that grows with the two
 * lengths multiplied, whatever the pattern.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let [at, from, starAt, starFrom] = [0, 0, -1, 0];
  while (at < text.length) {
    if (pattern[from] === '*') {
      [starAt, starFrom] = [at, from];
      from += 1;
    } else if (pattern[from] === '?' || pattern[from] === text[at]) {
      at += 1;
      from += 1;
    } else if (starAt >= 0) {
      // What the last star stands for is one longer.
      starAt += 1;
      [at, from] = [starAt, starFrom + 1];
    } else return false;
  }
  return /^\**$/.test(pattern.slice(from));
}
