import { describe, expect, it } from 'vitest';
import { unwrapFlow } from '../../../src/checks/index.ts';

const FLOW = '{\n  "version": "7.3",\n  "screens": []\n}';
const key = (name: string) => ({ kind: 'key', key: name });

describe('what is around a flow', () => {
  it.each([
    ['nothing', FLOW, []],
    ['flow_json as a text', JSON.stringify({ flow_json: FLOW }), [key('flow_json'), { kind: 'text' }]],
    ['a JSON text', JSON.stringify(FLOW), [{ kind: 'text' }]],
    ['a JSON text in a JSON text', JSON.stringify(JSON.stringify(FLOW)), [{ kind: 'text' }, { kind: 'text' }]],
    ['flow', `{"flow": ${FLOW}}`, [key('flow')]],
    [
      'an exported object',
      `{"name": "Sign-up", "categories": ["OTHER"], "flow_json": ${FLOW}, "id": 1}`,
      [key('name')].map(() => key('flow_json')),
    ],
    ['a reply', `{"Code": "OK", "Data": {"Asset": ${FLOW}}}`, [key('Data'), key('Asset')]],
  ])('%s', (_, text, wrappings) => {
    const unwrapped = unwrapFlow(text);
    expect(unwrapped.text).toBe(FLOW);
    expect(unwrapped.wrappings).toEqual(wrappings);
  });

  it('says where the flow begins', () => {
    expect(unwrapFlow(`{\n  "flow": ${FLOW}}`)).toMatchObject({ line: 2, column: 11, pointer: '/flow' });
    expect(unwrapFlow(FLOW)).toMatchObject({ line: 1, column: 1, pointer: '' });
  });

  it('leaves alone what holds no flow, or is no JSON', () => {
    for (const text of ['{"a": 1}', '[]', '5', 'no JSON', '{"flow": {"a": 1}}', '{"a": {"screens": 1}, "b": 2}']) {
      expect(unwrapFlow(text)).toMatchObject({ text, wrappings: [] });
    }
  });

  it('gives out a flow that is broken inside of its wrapper', () => {
    expect(unwrapFlow(JSON.stringify({ flow_json: '{"version": "7.3", "screens": [' }))).toMatchObject({
      text: '{"version": "7.3", "screens": [',
      wrappings: [key('flow_json'), { kind: 'text' }],
    });
  });
});
