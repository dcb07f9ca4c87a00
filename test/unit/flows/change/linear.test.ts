import { describe, expect, it } from 'vitest';
import { compareFlows } from '../../../../src/flows/change/flow-change.ts';
import { readMeaning } from '../../../../src/flows/json/flow-document.ts';

/** Two files of a size that grows with `count`, whose comparison once took time that grew with its square. */
const SHAPES: Readonly<Record<string, (count: number, salt: string) => unknown>> = {
  'screens and their routes': (count, salt) => {
    const ids = Array.from({ length: count }, (_, index) => `SCREEN_${index}`);
    return {
      routing_model: Object.fromEntries(ids.map((id) => [id, [`${id}${salt}`]])),
      screens: ids.map((id) => ({ id, title: salt })),
    };
  },
  'routes of screens that are not there': (count, salt) => ({
    routing_model: Object.fromEntries(Array.from({ length: count }, (_, index) => [`S${index}`, [salt]])),
    screens: Array.from({ length: count }, (_, index) => ({ id: `${salt}${index}` })),
  }),
  'a wide list at the end of a deep path': (count, salt) => {
    const wide: unknown = [...Array.from({ length: count }, (_, index) => ({ value: index })), { value: salt }];
    return { data: Array.from({ length: 190 }).reduce<unknown>((inner) => ({ a: inner }), wide) };
  },
  'components below many branches': (count, salt) => {
    const leaves: unknown = Array.from({ length: count }, (_, index) => ({
      type: 'TextBody',
      text: `${salt} ${index}`,
    }));
    const branch = (inner: unknown) => [
      Object.fromEntries([
        ['type', 'If'],
        ['condition', 'true'],
        ['then', inner],
      ]),
    ];
    const children = Array.from({ length: 90 }).reduce<unknown>(branch, leaves);
    return { screens: [{ id: 'ONE', layout: { type: 'SingleColumnLayout', children } }] };
  },
  'options that changed places': (count, salt) => {
    const options = Array.from({ length: count }, (_, index) => ({ id: String(index), title: `${salt} ${index}` }));
    return { screens: [{ id: 'ONE', data: { list: salt === 'a' ? options : options.reverse() } }] };
  },
  'options whose IDs changed': (count, salt) => {
    const options = Array.from({ length: count }, (_, index) => ({ id: `${salt}${index}`, title: `Option ${index}` }));
    const group = { type: 'RadioButtonsGroup', name: 'choice', 'data-source': options };
    return { screens: [{ id: 'ONE', layout: { type: 'SingleColumnLayout', children: [group] } }] };
  },
  'cases under other keys': (count, salt) => {
    const cases = Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`${salt}${index}`, [{ type: 'TextBody', text: `Text ${index}` }]]),
    );
    const children = [{ type: 'Switch', value: '1', cases }];
    return { screens: [{ id: 'ONE', layout: { type: 'SingleColumnLayout', children } }] };
  },
  'equal texts without names': (count, salt) => {
    const children = Array.from({ length: count }, (_, index) => ({
      type: 'TextBody',
      text: index % 100 === 0 ? `${salt} ${index}` : 'The same',
    }));
    return { screens: [{ id: 'ONE', layout: { type: 'SingleColumnLayout', children } }] };
  },
  'screens under other IDs': (count, salt) => ({
    screens: Array.from({ length: count }, (_, index) => ({ id: `${salt}${index}`, title: `Screen ${index}` })),
  }),
  'a text with signs that are not seen': (count, salt) => ({
    screens: [{ id: 'ONE', title: `${'word  '.repeat(count)}${salt === 'a' ? ' ' : '\u00A0'}.` }],
  }),
  'items of a list': (count, salt) => ({ list: Array.from({ length: count }, (_, index) => `${salt} ${index}`) }),
};

/** Best of three; milliseconds of the thread. */
function timeOf(count: number, shape: (count: number, salt: string) => unknown): number {
  const [before, after] = ['a', 'b'].map((salt) => readMeaning(JSON.stringify(shape(count, salt))));
  if (before === undefined || after === undefined) throw new Error('two documents were expected');
  const times = [1, 2, 3].map(() => {
    const started = process.threadCpuUsage();
    expect(compareFlows(before, after).lines.length).toBeGreaterThan(0);
    const { user, system } = process.threadCpuUsage(started);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

/** What is measured is the time of the thread: a busy machine may take much longer. */
const TIMEOUT_MS = 60_000;

describe('comparing', () => {
  it.each(Object.entries(SHAPES))(
    'takes time linear in the file: %s',
    (_, shape) => {
      timeOf(500, shape);
      const [one, eight] = [timeOf(1500, shape), timeOf(12_000, shape)];
      // Eight times the file: eight times the time, with room for the machine; its square would be 64 times.
      expect(eight).toBeLessThan(Math.max(one, 4) * 30);
    },
    TIMEOUT_MS,
  );
});
