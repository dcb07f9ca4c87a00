import { describe, expect, it } from 'vitest';
import { checkFlow, gainedFindings } from '../../../src/checks/index.ts';

interface Part {
  type: string;
  name?: string;
  label?: string;
  text?: string;
}

const FOOTER = { type: 'Footer', label: 'Done', 'on-click-action': { name: 'complete', payload: {} } };

function flowOf(screens: Record<string, readonly Part[]>): string {
  const ids = Object.keys(screens);
  const list = Object.entries(screens).map(([id, parts]) => ({
    id,
    title: 'Title',
    terminal: true,
    success: true,
    layout: { type: 'SingleColumnLayout', children: [...parts, FOOTER] },
  }));
  return JSON.stringify({
    version: '7.3',
    routing_model: Object.fromEntries(ids.map((id) => [id, []])),
    screens: list,
  });
}

const gained = (before: string, after: string) =>
  gainedFindings(checkFlow(before), checkFlow(after)).map(({ rule }) => rule);
const good: Part = { type: 'TextBody', text: 'Hello' };
/** No label, which Meta refuses. */
const bad: Part = { type: 'TextInput', name: 'mail' };

describe('what a version gains', () => {
  it('is what it did not have', () => {
    expect(checkFlow(flowOf({ WHO: [good, bad] })).length).toBeGreaterThan(0);
    expect(gained(flowOf({ WHO: [good] }), flowOf({ WHO: [good, bad] }))).toEqual(['property-missing']);
  });

  it.each([
    ['stays', flowOf({ WHO: [bad] }), flowOf({ WHO: [bad] })],
    ['moves down', flowOf({ WHO: [bad] }), flowOf({ WHO: [good, good, bad] })],
    ['is on a screen that is called otherwise', flowOf({ WHO: [bad] }), flowOf({ PERSON: [bad] })],
    ['goes to another screen', flowOf({ WHO: [bad], END: [] }), flowOf({ WHO: [], END: [bad] })],
    ['is gone', flowOf({ WHO: [bad] }), flowOf({ WHO: [good] })],
  ])('is nothing of what %s', (_what, before, after) => {
    expect(gained(before, after)).toEqual([]);
  });

  it('is the second of two that are alike', () => {
    const other = { ...bad, name: 'phone' };
    expect(gained(flowOf({ WHO: [bad] }), flowOf({ WHO: [bad, other] }))).toEqual(['property-missing']);
  });
});
