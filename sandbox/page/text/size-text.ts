const UNITS = ['bytes', 'kB', 'MB', 'GB'];

/** A number of bytes as Slack shows it: `812 bytes`, `1.4 kB`, `23 kB`; a kB has 1,000 bytes. */
export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // 999.5 would be shown as 1000 of its unit.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${bytes === 1 ? 'byte' : UNITS[unit]}`;
}
