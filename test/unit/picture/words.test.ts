import { describe, expect, it } from 'vitest';
import { altText } from '../../../src/picture/alt-text.ts';
import { ENGLISH, fill } from '../../../src/picture/words.ts';
import { SIMPLIFIED_CHINESE } from '../../../src/picture/words-zh.ts';
import { cardOf, footer, oneScreen, textsOf } from './support/flows.ts';

const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('the words of a picture', () => {
  it('have in every language the same to put in', () => {
    for (const key of Object.keys(ENGLISH) as (keyof typeof ENGLISH)[]) {
      expect([key, namesIn(SIMPLIFIED_CHINESE[key])]).toEqual([key, namesIn(ENGLISH[key])]);
    }
  });

  it('are what is drawn and told', () => {
    expect(textsOf(cardOf(oneScreen([])).block)).toContain(ENGLISH.managed);
    expect(altText(oneScreen([footer({ name: 'complete' })]), 200, SIMPLIFIED_CHINESE)).toBe(
      '流程共 1 个页面。 1. Title of FIRST: 结束流程.',
    );
  });

  it('put in what is given, and nothing of what it has in braces', () => {
    expect(fill('{a} and {b} and {c}', { a: '{b}', b: 2 })).toBe('{b} and 2 and {c}');
    expect(fill('{constructor}', {})).toBe('{constructor}');
  });
});
