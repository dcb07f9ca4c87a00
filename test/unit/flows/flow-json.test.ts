import { describe, expect, it } from 'vitest';
import { FlowJsonError, parseFlowJson } from '../../../src/flows/flow-json.ts';

const parse = (text: string) => parseFlowJson(Buffer.from(text));

describe('parseFlowJson', () => {
  it('gives the text and what it holds', () => {
    expect(parse('{"version":"6.2","screens":[{"id":"A"},{"id":"B"}]}')).toEqual({
      text: '{\n  "version": "6.2",\n  "screens": [\n    {\n      "id": "A"\n    },\n    {\n      "id": "B"\n    }\n  ]\n}\n',
      summary: { version: '6.2', screenCount: 2 },
    });
  });

  it.each([
    ['{}', { version: undefined, screenCount: undefined }],
    ['{"version":7,"screens":"none"}', { version: undefined, screenCount: undefined }],
    ['{"version":"3.1","screens":[]}', { version: '3.1', screenCount: 0 }],
  ])('takes a draft as it is: %s', (json, summary) => {
    expect(parse(json).summary).toEqual(summary);
  });

  it('drops a byte order mark', () => {
    expect(parse('\uFEFF{"a":1}').text).toBe('{\n  "a": 1\n}\n');
  });

  it.each([
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
