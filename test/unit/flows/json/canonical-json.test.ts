import { describe, expect, it } from 'vitest';
import { canonicalJson, contentHash } from '../../../../src/flows/json/canonical-json.ts';

describe('canonicalJson', () => {
  it('is the same whatever the order of keys, the white space and the spelling', () => {
    expect(canonicalJson('{"b": [1.0, {"d": null, "c": "\\u0041"}],\n "a": true}')).toBe(
      '{"a":true,"b":[1,{"c":"A","d":null}]}',
    );
  });

  it('tells apart what differs: the order of a list, a type, a digit that a double cannot hold', () => {
    expect(canonicalJson('[1,2]')).not.toBe(canonicalJson('[2,1]'));
    expect(canonicalJson('["1"]')).not.toBe(canonicalJson('[1]'));
    expect(canonicalJson('[9007199254740993]')).not.toBe(canonicalJson('[9007199254740992]'));
  });
});

describe('contentHash', () => {
  it('is a SHA-256 of the meaning', () => {
    expect(contentHash('{ "b": 1, "a": 2 }')).toBe(contentHash('{"a":2,"b":1}'));
    expect(contentHash('{}')).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
  });
});
