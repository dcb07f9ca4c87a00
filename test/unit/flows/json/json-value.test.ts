import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, isSameJson, type Json, longNumberText, readJson } from '../../../../src/flows/json/json-value.ts';

describe('readJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(readJson(json)).toEqual(JSON.parse(json));
      }),
    );
  });

  it.each(['', '{', '{"a":1', 'nothing', '"open', '[1,]'])('reads no value where there is none: %j', (json) => {
    expect(readJson(json)).toBeUndefined();
  });

  it('stops below 200 levels, and reads past brackets in strings', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    expect(readJson(nested(200))).toBeDefined();
    expect(readJson(nested(201))).toBeUndefined();
    expect(readJson(nested(1_000_000))).toBeUndefined();
    const text = `\\"${'['.repeat(300)}`;
    expect(readJson(JSON.stringify([text, `${text}\\`, text]))).toEqual([text, `${text}\\`, text]);
  });

  it.each([
    '0',
    '-0',
    '1.0',
    '1.50e+10',
    '9007199254740991',
    '-9007199254740991',
    '1234567890.125',
    '0.000000000000001',
    '123456789012345e22',
    '5e-324',
    '1.7976931348623157e308',
  ])('gives a number for %s, which a number holds', (source) => {
    expect(readJson(source)).toBe(Number(source));
    // Beside one that it does not hold, too.
    expect(readJson(`[${source},9007199254740993]`)).toMatchObject([Number(source), {}]);
  });

  it.each([
    ['9007199254740993', '9007199254740993'],
    ['-9007199254740993', '-9007199254740993'],
    ['9007199254740993.0', '9007199254740993'],
    ['90071992547409931234500', '90071992547409931234500'],
    ['90071992547409931234500e3', '90071992547409931234500000'],
    ['0.12345678901234567890', '0.1234567890123456789'],
    ['1234.56789012345678901', '1234.56789012345678901'],
    ['0.0000012345678901234567890', '0.000001234567890123456789'],
    ['1e400', `1${'0'.repeat(400)}`],
    ['1e401', '1e401'],
    ['-2e-999', '-2e-999'],
    ['4e-324', `0.${'0'.repeat(323)}4`],
  ])('keeps every digit of %s', (source, text) => {
    const value = readJson(source);
    expect(typeof value).toBe('object');
    expect(isObject(value)).toBe(false);
    expect(longNumberText(value as Parameters<typeof longNumberText>[0])).toBe(text);
    expect(structuredClone(value)).toEqual(value);
  });

  it('tells no number from a key of the same name', () => {
    expect(isObject(readJson('{"coefficient":1,"exponent":2}'))).toBe(true);
  });
});

describe('isSameJson', () => {
  const same = (one: string, other: string) => isSameJson(readJson(one), readJson(other));

  it('compares numbers by every digit, however they are spelled', () => {
    expect(same('[9007199254740993]', '[9007199254740993.00]')).toBe(true);
    expect(same('[9007199254740993]', '[9007199254740992]')).toBe(false);
    expect(same('1e400', '10e399')).toBe(true);
    expect(same('1e400', '1e401')).toBe(false);
    expect(same('9007199254740993', '-9007199254740993')).toBe(false);
    expect(same('9007199254740993', '{"coefficient":9007199254740993,"exponent":0}')).toBe(false);
  });

  it('takes the order of lists for a difference, and that of keys for none', () => {
    const value: Json = { a: [1, 2], b: null };
    expect(isSameJson(value, { b: null, a: [1, 2] })).toBe(true);
    expect(isSameJson(value, { b: null, a: [2, 1] })).toBe(false);
    expect(isSameJson(value, { a: [1, 2] })).toBe(false);
  });
});
