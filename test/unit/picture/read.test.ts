import { describe, expect, it } from 'vitest';
import { PictureError } from '../../../src/picture/error.ts';
import { readGraph } from '../../../src/picture/layout/exits.ts';
import { conditionText, flagOf, type Scope, textParts } from '../../../src/picture/read/binding.ts';
import { flatten } from '../../../src/picture/read/component.ts';
import { readFlow } from '../../../src/picture/read/flow.ts';
import { imageHead, isDrawable } from '../../../src/picture/read/image-head.ts';
import { parseFlowJson } from '../../../src/picture/read/parse.ts';
import {
  bind,
  branch,
  flowOf,
  footer,
  type Given,
  navigate,
  oneScreen,
  pngHead,
  RED_DOT,
  screenOf,
} from './support/flows.ts';

const kindOf = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error instanceof PictureError ? error.kind : error;
  }
  return undefined;
};

describe('readFlow', () => {
  it('refuses what has no screens', () => {
    for (const given of [undefined, null, 5, 'x', [], {}, { screens: [] }, { screens: 'x' }, { screens: [null, 3] }]) {
      expect(kindOf(() => readFlow(given))).toBe('not-a-flow');
    }
  });

  it('takes what it can of a damaged flow', () => {
    const flow = readFlow({
      version: 7,
      screens: [null, {}, { id: 5, layout: { children: [null, { type: 4 }, 'x'] } }],
      routing_model: { A: 'B' },
    });
    expect(flow.version).toBeUndefined();
    expect(flow.screens.map(({ id, components }) => [id, components.length])).toEqual([
      ['#1', 0],
      ['#2', 1],
    ]);
  });

  it('finds nothing that JavaScript put into an object', () => {
    const flow = readFlow(
      JSON.parse(
        '{"screens":[{"id":"__proto__","data":{"__proto__":{"__example__":"x"}},"layout":{"children":[{"type":"TextBody","text":"a"}]}}],"routing_model":{"__proto__":["toString"]}}',
      ),
    );
    const scope = flow.screens[0]?.scope as Scope;
    expect(textParts(bind('data.constructor.name'), scope)).toEqual([{ text: 'name', kind: 'expression' }]);
    expect(readGraph(flow).exits[0]?.map(({ targetId, target }) => [targetId, target])).toEqual([
      ['toString', undefined],
    ]);
  });

  it('keeps 100 screens and 120 components of one, and counts the rest', () => {
    const children = Array.from({ length: 300 }, () => ({ type: 'TextBody', text: 'x' }));
    const flow = readFlow(flowOf(...Array.from({ length: 130 }, (_, index) => screenOf(`S${index}`, children))));
    expect([flow.screens.length, flow.moreScreens]).toEqual([100, 30]);
    expect([flow.screens[0]?.components.length, flow.screens[0]?.moreComponents]).toEqual([120, 180]);
    const all = flow.screens.reduce((sum, { components }) => sum + components.length, 0);
    expect(all).toBe(5000);
  });

  it('stops at a depth', () => {
    let nested: Given = { type: 'TextBody', text: 'deep' };
    for (let level = 0; level < 500; level += 1) nested = branch('x', [nested], []);
    const found = flatten(readFlow(oneScreen([nested])).screens[0]?.components ?? []);
    expect(found).toHaveLength(9);
    expect(found.at(-1)?.cut).toBe('depth');
  });
});

describe('parseFlowJson', () => {
  it('tells too large from no JSON', () => {
    expect(kindOf(() => parseFlowJson(' '.repeat(11 * 1024 * 1024)))).toBe('too-large');
    expect(kindOf(() => parseFlowJson('{'))).toBe('not-a-flow');
    expect(parseFlowJson('\ufeff{"a":1}')).toEqual({ a: 1 });
  });
});

describe('a text of a flow', () => {
  const scope: Scope = {
    data: {
      name: { type: 'string', __example__: 'Ana' },
      age: { __example__: 7 },
      open: { __example__: false },
      list: { __example__: ['a', 'b'] },
    },
    dataOf: (id) => (id === 'FIRST' ? { total: { __example__: '9 €' } } : undefined),
    fieldOf: (name, screenId) =>
      name === 'plate' && screenId === 'FIRST'
        ? { label: 'Number plate', initValue: undefined }
        : name === 'city' && screenId === undefined
          ? { label: 'City', initValue: bind('data.name') }
          : undefined,
  };
  const read = (value: unknown) => textParts(value, scope).map(({ text, kind }) => `${kind}:${text}`);

  it('is its example, where it is a binding', () => {
    expect(read(bind('data.name'))).toEqual(['example:Ana']);
    expect(read(bind('data.age'))).toEqual(['example:7']);
    expect(read(bind('screen.FIRST.data.total'))).toEqual(['example:9 €']);
    expect(read(bind('data.list'))).toEqual(['example:a\nb']);
  });

  it('looks up nothing that an example holds', () => {
    const loop: Scope = { ...scope, data: { list: { __example__: [bind('data.list'), { a: 1 }] } } };
    expect(textParts(bind('data.list'), loop)).toEqual([{ text: `${bind('data.list')}\n`, kind: 'example' }]);
  });

  it('is the label or the name of what only the phone knows', () => {
    expect(read(bind('form.first_name'))).toEqual(['expression:first_name']);
    expect(read(bind('screen.FIRST.form.plate'))).toEqual(['expression:Number plate']);
    expect(read(bind('data.missing'))).toEqual(['expression:missing']);
    expect(read(`\`${bind('form.count')} + 1\``)).toEqual(['expression:count + 1']);
  });

  it('is what its input is filled with, where it has something', () => {
    expect(read(bind('form.city'))).toEqual(['example:Ana']);
  });

  it('marks a reference within other text, which a phone leaves as it is', () => {
    expect(read(`Hello ${bind('data.name')}!`)).toEqual(['plain:Hello ', 'unfilled:name', 'plain:!']);
    expect(read(`Plate: ${bind('screen.FIRST.form.plate')}`)).toEqual(['plain:Plate: ', 'unfilled:Number plate']);
    expect(read(`\`'Hello ${bind('data.name')}'\``)).toEqual(['plain:Hello ', 'unfilled:name']);
    expect(read(`It costs ${bind('5')}`)).toEqual([`plain:It costs ${bind('5')}`]);
  });

  it('is joined of parts in an expression', () => {
    expect(read(`\`'It\\'s ' ${bind('data.name')}\``)).toEqual(["plain:It's ", 'example:Ana']);
    expect(read(`\`'A \\\`tick\\\`: ' ${bind('screen.FIRST.form.plate')}\``)).toEqual([
      'plain:A `tick`: ',
      'expression:Number plate',
    ]);
  });

  it('is computed from examples, by the rules of the phone', () => {
    const computed = (source: string) => read(`\`${source}\``).join(' | ');
    const age = bind('data.age');
    expect(computed(`'In ' (${age} + 1) * 2 ' years'`)).toBe('plain:In  | example:16 | plain: years');
    expect(computed(`${age} - 2 * 3`)).toBe('example:1');
    expect(computed(`${age} / 0`)).toBe('example:0');
    expect(computed(`${age} / 3`)).toBe('example:2.33');
    expect(computed(`(${age} > 5) && !(${bind('data.name')} == 'Bob')`)).toBe('example:true');
    expect(computed(`${age} == '7'`)).toBe("expression:age == '7'");
    expect(computed(`('a' 'b') == 'ab'`)).toBe('example:true');
    expect(computed(`-${age}`)).toBe('example:-7');
  });

  it('is the source with names, where it is no expression', () => {
    expect(read(`\`${bind('data.age')} ? 'a' : 'b'\``)).toEqual(["expression:age ? 'a' : 'b'"]);
    for (const source of ['', '(', ')', "'", '1 +', `${'('.repeat(5000)}1${')'.repeat(5000)}`, '+ '.repeat(900)]) {
      expect(
        textParts(`\`${source}\``, scope).every(({ kind, text }) => kind === 'expression' && text.length < 200),
      ).toBe(true);
    }
  });

  it('has a condition in plain words, and a flag by its example', () => {
    expect(conditionText(`\`${bind('form.age')}  > 18\``)).toBe('form.age > 18');
    expect(conditionText(`(${bind('form.age')} > 18)`)).toBe('form.age > 18');
    expect(conditionText(`(${bind('form.a')}) && (${bind('form.b')})`)).toBe('(form.a) && (form.b)');
    expect([
      flagOf(undefined, scope),
      flagOf(false, scope),
      flagOf(bind('data.open'), scope),
      flagOf(bind('form.x'), scope),
      flagOf(`\`${bind('data.age')} > 5\``, scope),
      flagOf(`\`${bind('form.x')} && ${bind('data.open')}\``, scope),
      flagOf(`\`${bind('form.x')} == 'a'\``, scope),
    ]).toEqual([true, false, false, 'unknown', true, false, 'unknown']);
  });
});

describe('imageHead', () => {
  const base64 = (bytes: number[]) => Buffer.from([...bytes, ...new Array(64).fill(0)]).toString('base64');

  it('reads the size of each kind without decoding', () => {
    expect(imageHead(RED_DOT)).toEqual({ width: 1, height: 1 });
    expect(imageHead(pngHead(30_000, 30_000))).toEqual({ width: 30_000, height: 30_000 });
    expect(
      imageHead(base64([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc2, 0, 17, 8, 0x01, 0x02, 0x03, 0x04])),
    ).toEqual({ width: 0x304, height: 0x102 });
    expect(imageHead(base64([0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0x0a, 0, 0x14, 0]))).toEqual({
      width: 10,
      height: 20,
    });
    const webp = [...Buffer.from('RIFF\0\0\0\0WEBPVP8X', 'latin1'), 10, 0, 0, 0, 0, 0, 0, 0, 99, 0, 0, 49, 0, 0];
    expect(imageHead(base64(webp))).toEqual({ width: 100, height: 50 });
  });

  it('knows nothing of markup, of damage and of emptiness', () => {
    for (const src of [
      '',
      'x',
      '<svg/>',
      base64([0xff, 0xd8, 0xff]),
      pngHead(0, 5),
      Buffer.from('<svg width="1" height="1">'.repeat(9)).toString('base64'),
    ]) {
      expect(imageHead(src)).toBeUndefined();
    }
  });

  it('lets no bomb through', () => {
    expect(isDrawable({ width: 30_000, height: 30_000 })).toBe(false);
    expect(isDrawable({ width: 5000, height: 5000 })).toBe(false);
    expect(isDrawable({ width: 4000, height: 3000 })).toBe(true);
  });
});

describe('readGraph', () => {
  it('reads actions of components, of options and items, and routes that only the routing model has', () => {
    const list = {
      type: 'NavigationList',
      name: 'n',
      'list-items': [{ id: '1', 'main-content': { title: 'One' }, 'on-click-action': navigate('SECOND') }],
    };
    const radio = {
      type: 'RadioButtonsGroup',
      name: 'r',
      label: 'R',
      'data-source': [{ id: 'a', title: 'A', 'on-select-action': { name: 'update_data' } }],
    };
    const flow = readFlow({
      ...flowOf(
        screenOf('FIRST', [list, radio, footer({ name: 'data_exchange' })]),
        screenOf('SECOND', [footer(navigate('NOWHERE'))]),
        screenOf('THIRD', [footer({ name: 'complete' })]),
      ),
      routing_model: { FIRST: ['SECOND', 'THIRD', 'SUCCESS'] },
    });
    const graph = readGraph(flow);
    expect(graph.exits[0]?.map(({ kind, anchor, label, target }) => [kind, anchor, label, target])).toEqual([
      ['navigate', '0#0', 'One', 1],
      ['update_data', '1#0', 'A', undefined],
      ['data_exchange', '2', 'Continue', undefined],
      ['route', undefined, '', 2],
    ]);
    expect(graph.exits[1]?.map(({ targetId, target }) => [targetId, target])).toEqual([['NOWHERE', undefined]]);
    expect([...graph.entries]).toEqual([0]);
  });

  it('begins with the first screen where all lead to one another', () => {
    const flow = readFlow(flowOf(screenOf('A', [footer(navigate('B'))]), screenOf('B', [footer(navigate('A'))])));
    expect([...readGraph(flow).entries]).toEqual([0]);
  });
});
