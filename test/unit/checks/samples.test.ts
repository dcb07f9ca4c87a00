import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkFlow } from '../../../src/checks/index.ts';
import { prettyJson } from '../../../src/flows/json/pretty-json.ts';
import { SAMPLES_DIRECTORY } from '../../support/flow-samples.ts';

const OURS = resolve(import.meta.dirname, '../../../sandbox/cams/flows');
const textsIn = (directory: string) =>
  readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .map((name): [string, string] => [name, readFileSync(join(directory, name), 'utf8')]);

/** What is worse than hurting, besides that old versions are frozen. */
const bad = (text: string) =>
  checkFlow(text)
    .filter(({ severity, rule }) => (severity === 'refused' || severity === 'device') && rule !== 'version-frozen')
    .map(({ rule, pointer }) => `${rule} ${pointer}`);

/** Real faults of flows that we keep as they are, each with why it is one. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  // Before 5.0 a completion takes one file; the picker allows three.
  'broadband-repair.json': ['picker-too-many-files /screens/3/layout/children/1/on-click-action/payload/photos'],
  // An item leads to a screen that is not there, another sends a boolean where a string is declared.
  '6-2-navigation-list.json': [
    'navigate-unknown-screen /screens/0/layout/children/0/list-items/2/on-click-action/next/name',
    'payload-type /screens/0/layout/children/0/list-items/4/on-click-action/payload/first_name',
  ],
};

describe('flows that work have no finding that says they do not', () => {
  it.each(textsIn(OURS))('%s', (name, text) => {
    expect(bad(prettyJson(text))).toEqual(KNOWN[name] ?? []);
  });

  // Samples of Meta and pywa (MIT), where they lie on the machine: FLOW_SAMPLES_DIR.
  const samples = SAMPLES_DIRECTORY !== undefined && existsSync(SAMPLES_DIRECTORY) ? textsIn(SAMPLES_DIRECTORY) : [];
  it.skipIf(samples.length === 0).each(samples.length === 0 ? [['none', '{}']] : samples)('%s', (name, text) => {
    expect(bad(prettyJson(text))).toEqual(KNOWN[name] ?? []);
  });
});

it('a frozen version is told as frozen, once, and never as broken', () => {
  const [name, text] = textsIn(OURS).find(([, one]) => one.includes('"version": "2.1"')) ?? [];
  expect(name).toBe('delivery-feedback.json');
  const [found, ...more] = checkFlow(text ?? '');
  expect(more).toEqual([]);
  expect(found?.message).toMatch(/frozen.*can't be published or updated again\. What is published goes on working/);
});
