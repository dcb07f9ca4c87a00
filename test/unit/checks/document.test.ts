import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checksDocument } from '../../../scripts/checks/document.ts';
import { RULE_IDS } from '../../../src/checks/index.ts';

describe('docs/checks.md', () => {
  const written = readFileSync(resolve(import.meta.dirname, '../../../docs/checks.md'), 'utf8');

  it('is what the rules and their examples say: npm run docs:checks writes it', () => {
    expect(written).toBe(checksDocument());
  });

  it('has an anchor for each rule, once', () => {
    for (const rule of RULE_IDS) expect(written.split(`<a id="${rule}"></a>`), rule).toHaveLength(2);
  });
});
