import { describe, expect, it } from 'vitest';
import { readFlowDocument } from '../../../../src/flows/json/flow-document.ts';

describe('readFlowDocument', () => {
  it('is the text laid out, the value, and a SHA-256 of the meaning', () => {
    const document = readFlowDocument('{ "b": 1, "a": 9007199254740993 }');
    expect(document.text).toBe('{\n  "b": 1,\n  "a": 9007199254740993\n}\n');
    expect(document.value).toMatchObject({ b: 1 });
    expect(document.contentHash).toBe(readFlowDocument('{"a":9007199254740993,"b":1.0}').contentHash);
    expect(document.contentHash).not.toBe(readFlowDocument('{"a":9007199254740992,"b":1}').contentHash);
    expect(readFlowDocument('{}').contentHash).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
  });

  it('can be handed to another process, and back', () => {
    const document = readFlowDocument('{"a":[9007199254740993,{"b":null}]}');
    expect(structuredClone(document)).toEqual(document);
  });

  it.each(['{"a"', `${'['.repeat(100_000)}${']'.repeat(100_000)}`])(
    'goes by the text where there is no value',
    (json) => {
      expect(readFlowDocument(json)).toMatchObject({ text: `${json}\n`, value: undefined });
      expect(readFlowDocument(`${json}\n`)).toEqual(readFlowDocument(json));
      expect(readFlowDocument(`${json} `.replace('[', '[ ')).contentHash).not.toBe(
        json.startsWith('[') ? readFlowDocument(json).contentHash : '',
      );
    },
  );
});
