import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkFlow, type Finding } from '../../../src/checks/index.ts';
import { SAMPLES_DIRECTORY } from '../../support/flow-samples.ts';
import { SEEDS } from '../../support/seeded-faults.ts';

const OURS = resolve(import.meta.dirname, '../../../sandbox/cams/flows');
const directories = [
  OURS,
  ...(SAMPLES_DIRECTORY !== undefined && existsSync(SAMPLES_DIRECTORY) ? [SAMPLES_DIRECTORY] : []),
];
const FLOWS = directories.flatMap((directory) =>
  readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, text: readFileSync(join(directory, name), 'utf8') })),
);

const short = ({ rule, pointer }: Finding) => `${rule} ${pointer}`;

describe('a fault put into a real flow is found, at its place, and once', () => {
  it.each(SEEDS.map((seed) => ({ ...seed, title: `${seed.rule} ${seed.name}`.trim() })))(
    '$title',
    ({ rule, plant }) => {
      let planted = 0;
      for (const { name, text } of FLOWS) {
        const flow: unknown = JSON.parse(text);
        const pointer = plant(flow);
        if (pointer === undefined) continue;
        planted += 1;
        // What the flow has already is left out: it may go with what is damaged, or move.
        const known = checkFlow(text)
          .map((found) => found.rule)
          .filter((found) => found !== rule);
        const options = { disabled: new Set(known) };
        const after = checkFlow(JSON.stringify(flow, null, 2), options);
        expect(after.map(short), name).toContain(`${rule} ${pointer}`);
        expect(after.length, name).toBe(checkFlow(text, options).length + 1);
      }
      expect(planted).toBeGreaterThan(0);
    },
  );
});
