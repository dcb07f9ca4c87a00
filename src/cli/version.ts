import { readFileSync } from 'node:fs';

/** The version of this package, both in a checkout and as it is installed: each has package.json two levels up. */
export function packageVersion(): string {
  const { version }: { version?: unknown } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  return typeof version === 'string' ? version : '0.0.0';
}
