import { describe, expect, it } from 'vitest';
import { checkGivenText } from '../../../../src/flows/work/check-given.ts';

const FLOW = '{\n  "version": "7.3",\n  "screens": []\n}\n';
const check = (text: string | Uint8Array) => checkGivenText({ text, language: 'en' });

describe('a text that was given', () => {
  it('is checked as it is where it is a flow on lines of its own', () => {
    const { findings, wrappings, laidOut, broken } = check(Buffer.from(`\uFEFF${FLOW}`));
    expect(findings).toMatchObject([{ rule: 'too-few-items', line: 3 }]);
    expect({ wrappings, laidOut, broken }).toEqual({ wrappings: [], laidOut: undefined, broken: undefined });
  });

  it.each([
    ['{"flow_json": "…"}', JSON.stringify({ flow_json: FLOW }), ['flow_json', 'text']],
    ['a string', JSON.stringify(FLOW), ['text']],
    ['{flow: {…}}', JSON.stringify({ flow: JSON.parse(FLOW) }), ['flow']],
    ['an export', JSON.stringify({ id: '1', name: 'x', data: { asset: JSON.parse(FLOW) } }), ['data', 'asset']],
  ])('is unwrapped: %s, and its lines are those of the flow, laid out', (_what, text, path) => {
    const { findings, wrappings, laidOut } = check(text);
    expect(wrappings.map((one) => (one.kind === 'key' ? one.key : one.kind))).toEqual(path);
    expect(laidOut).toBe(FLOW);
    expect(findings).toMatchObject([{ rule: 'too-few-items', line: 3 }]);
  });

  it('is laid out where it is one endless line', () => {
    const text = JSON.stringify({ version: '7.3', screens: [], 'x-note': 'x'.repeat(1000) });
    const { laidOut, findings } = check(text);
    expect(laidOut?.split('\n').length).toBeGreaterThan(4);
    expect(findings.find(({ rule }) => rule === 'too-few-items')?.line).toBe(3);
  });

  it('that is no JSON is shown where it breaks, also inside of a wrapping', () => {
    const trailing = FLOW.replace('[]\n', '[],\n');
    expect(check(trailing).broken?.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5]);
    const inside = check(JSON.stringify({ flow_json: trailing }));
    expect(inside.broken?.map(({ text }) => text)).toContain('  "screens": [],');
    expect(inside.wrappings).toHaveLength(2);
  });
});
