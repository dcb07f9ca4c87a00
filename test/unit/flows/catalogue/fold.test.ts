import { describe, expect, it } from 'vitest';
import { fold, queryOf, toKeep } from '../../../../src/flows/catalogue/fold.ts';

describe('fold', () => {
  it.each([
    ['São  Paulo', 'sao paulo'],
    ['STRASSE', fold('straße')],
    ['İstanbul', 'istanbul'],
    ['ΟΔΟΣ', fold('οδός')],
    ['Ｃｌｉｎｉｃ', 'clinic'],
    ['Maya’s “flow” — v2', 'maya\'s "flow" - v2'],
    ['诊所预约', '诊所预约'],
    ['Łódź', 'łodz'],
  ])('makes of %s what finds it', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });
});

describe('queryOf and toKeep', () => {
  it('look for each word in what is kept', () => {
    expect(queryOf('  Spring  clinic spring ')).toEqual({ whole: 'spring clinic spring', words: ['spring', 'clinic'] });
    expect(queryOf('')).toEqual({ whole: '', words: [] });
    const { title, search } = toKeep({ flowId: '17B6AA11', name: 'Clinic', categories: ['LEAD_GENERATION'] });
    expect(title).toBe('\nclinic\n17b6aa11');
    expect(search).toBe('\nclinic\n17b6aa11\tlead_generation\tlead generation');
  });
});
