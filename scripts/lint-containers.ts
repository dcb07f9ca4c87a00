// `node scripts/lint-containers.ts`: what is wrong with Dockerfile and compose.yml, a line each. The unit test asks the same.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DCLinter } from 'dclint';
import { validate } from 'dockerfile-utils';
import { z } from 'zod';

/** What is used of the linter's results; its own types name files without their ending, which Node's way doesn't find. */
const results = z.array(
  z.object({ messages: z.array(z.object({ line: z.number(), rule: z.string(), message: z.string() })) }),
);

/** What is wrong with a Dockerfile, warnings as well: `Dockerfile:3 Unknown instruction: COPPY`. */
export function lintDockerfile(text: string): string[] {
  return validate(text).map(({ message, range }) => `Dockerfile:${range.start.line + 1} ${message}`);
}

/**
 * What is wrong with a Compose file, warnings as well, by Compose's own schema and the linter's rules.
 *
 * @param path its name must be one that Compose looks for, as `compose.yml`.
 */
export function lintCompose(path: string): string[] {
  // The formatter of the other files writes YAML with double quotes.
  const rules = { 'require-quotes-in-ports': [2, { quoteType: 'double' }] } as const;
  const linter = new DCLinter({ rules, quiet: false, debug: false, exclude: [] });
  return results
    .parse(linter.lintFiles([path], false))
    .flatMap(({ messages }) => messages)
    .map(({ line, rule, message }) => `compose.yml:${line} ${rule}: ${message}`);
}

if (import.meta.main) {
  const root = resolve(import.meta.dirname, '..');
  const faults = [
    ...lintDockerfile(readFileSync(resolve(root, 'Dockerfile'), 'utf8')),
    ...lintCompose(resolve(root, 'compose.yml')),
  ];
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
