import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { FlowJsonError, parseFlowJson } from '../../../../src/flows/json/flow-json.ts';

const parse = (text: string) => parseFlowJson(Buffer.from(text));

describe('parseFlowJson', () => {
  it('gives the text and what it holds', () => {
    const json =
      '{"version":"6.2","data_api_version":"3.0","screens":[{"id":"A","title":"Name é"},{"id":"B","terminal":true}]}';
    const { text, summary } = parse(json);
    expect(text).toMatch(/^\{\n {2}"version": "6\.2",\n/);
    expect(summary).toEqual({
      version: '6.2',
      dataApiVersion: '3.0',
      screens: [
        { id: 'A', title: 'Name é', isTerminal: false, next: [], isReached: true },
        { id: 'B', title: undefined, isTerminal: true, next: [], isReached: false },
      ],
      screenCount: 2,
      bytes: Buffer.byteLength(text),
      sha256: createHash('sha256').update(text).digest('hex'),
    });
    expect(summary.bytes).toBe(text.length + 1);
  });

  it.each([
    ['{}', { version: undefined, dataApiVersion: undefined, screens: undefined, screenCount: undefined }],
    ['{"version":7,"screens":"none"}', { version: undefined, screens: undefined, screenCount: undefined }],
    ['{"version":"3.1","screens":[]}', { version: '3.1', screens: [], screenCount: 0 }],
    [
      '{"screens":[{"title":"No ID"},7,{"id":"A","title":1,"terminal":"yes"}]}',
      { screens: [{ id: 'A', title: undefined, isTerminal: false, next: [], isReached: true }], screenCount: 3 },
    ],
  ])('takes a draft as it is: %s', (json, summary) => {
    expect(parse(json).summary).toMatchObject(summary);
  });

  it.each(['\uFEFF{ "a" : 1 }', '{"a":"é"}', `${'{"a":'.repeat(190)}{}${'}'.repeat(190)}`])(
    'takes the size and the checksum of the file as it is shared: %.20s',
    (json) => {
      const { text, summary } = parse(json);
      expect(summary.sha256).toBe(createHash('sha256').update(text).digest('hex'));
      expect(summary.bytes).toBe(Buffer.byteLength(text));
    },
  );

  it('drops a byte order mark', () => {
    expect(parse('\uFEFF{"a":1}').text).toBe('{\n  "a": 1\n}\n');
  });

  it('takes 200 levels, which is more than any flow has', () => {
    expect(parse(`{"a":${'['.repeat(199)}${']'.repeat(199)}}`).summary.bytes).toBeGreaterThan(400);
  });

  it.each([
    ['too-deep', `{"a":${'['.repeat(200)}${']'.repeat(200)}}`],
    ['too-deep', `{"a":${'['.repeat(3000)}${']'.repeat(3000)}}`],
    ['too-deep', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`],
    ['not-json', `{"a":${'['.repeat(5000)}`],
    ['not-json', '<html></html>'],
    ['not-json', ''],
    ['not-json', '{"a":1'],
    ['not-a-json-object', '[{"version":"6.2"}]'],
    ['not-a-json-object', '"text"'],
    ['not-a-json-object', 'null'],
  ])('refuses, as %s: %s', (kind, text) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ name: 'FlowJsonError', kind }));
  });

  it('refuses what is no UTF-8', () => {
    expect(() => parseFlowJson(Buffer.from('{"a":"\xff"}', 'latin1'))).toThrow(FlowJsonError);
  });
});
