import { describe, expect, it } from 'vitest';
import { type Json, readJson } from '../../../../src/flows/json/json-value.ts';
import { canonicalJson, writeJson } from '../../../../src/flows/json/write-json.ts';

const read = (json: string): Json => {
  const value = readJson(json);
  if (value === undefined) throw new Error('no JSON');
  return value;
};
const canonical = (json: string) => canonicalJson(read(json));

describe('canonicalJson', () => {
  it('is the same whatever the order of keys, the white space and the spelling', () => {
    expect(canonical('{"b": [1.0, {"d": null, "c": "\\u0041"}],\n "a": true}')).toBe(
      '{"a":true,"b":[1,{"c":"A","d":null}]}',
    );
  });

  it('tells apart what differs: the order of a list, a type, a digit that a double cannot hold', () => {
    expect(canonical('[1,2]')).not.toBe(canonical('[2,1]'));
    expect(canonical('["1"]')).not.toBe(canonical('[1]'));
    expect(canonical('[9007199254740993]')).not.toBe(canonical('[9007199254740992]'));
    expect(canonical('[1e400]')).not.toBe(canonical('[null]'));
  });
});

describe('writeJson', () => {
  it('keeps the order of keys, keys that objects have anyway, and every digit', () => {
    const json = '{"b":12345678901234567890,"__proto__":[0.12345678901234567890123,"\\ud800"],"a":-1e+999}';
    expect(writeJson(read(json))).toBe(
      '{"b":12345678901234567890,"__proto__":[0.12345678901234567890123,"\\ud800"],"a":-1e999}',
    );
  });
});
