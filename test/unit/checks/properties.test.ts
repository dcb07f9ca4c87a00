import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkFlow, explainBrokenJson, type Finding, LANGUAGES, unwrapFlow } from '../../../src/checks/index.ts';

const DIRECTORY = resolve(import.meta.dirname, '../../../sandbox/cams/flows');
const FLOWS = readdirSync(DIRECTORY).map((name) => readFileSync(join(DIRECTORY, name), 'utf8'));

const pathOf = (pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

/** Whether a pointer leads to something in the value. */
function leadsSomewhere(value: unknown, pointer: string): boolean {
  let at = value;
  for (const part of pathOf(pointer)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return false;
    at = (at as Record<string, unknown>)[part];
  }
  return true;
}

/** A finding points into the text, says something, and nothing in it is left to be filled in. */
function expectSound(text: string, findings: readonly Finding[]): void {
  const lines = text.split('\n');
  let value: unknown;
  let isJson = true;
  try {
    value = JSON.parse(text);
  } catch {
    isJson = false;
  }
  let before = 0;
  for (const { line, column, message, fix, pointer } of findings) {
    const shown = lines[line - 1];
    if (shown === undefined || column < 1 || column > shown.length + 1)
      throw new Error(`${line}:${column} is not in the text`);
    if (message === '' || fix === '') throw new Error('a finding without words');
    if (isJson && !leadsSomewhere(value, pointer)) throw new Error(`${pointer} leads nowhere`);
    const place = line * 1e6 + column;
    if (place < before) throw new Error('not in the order of the text');
    before = place;
  }
}

/** Damages one value somewhere in a flow. */
function damage(flow: unknown, way: readonly number[], what: unknown): unknown {
  const copy: unknown = structuredClone(flow);
  let at: unknown = copy;
  for (const [index, step] of way.entries()) {
    if (typeof at !== 'object' || at === null) break;
    const keys = Object.keys(at);
    const key = keys[step % keys.length];
    if (key === undefined) break;
    const holder = at as Record<string, unknown>;
    const next = holder[key];
    if (index === way.length - 1 || typeof next !== 'object' || next === null) {
      holder[key] = what;
      break;
    }
    at = next;
  }
  return copy;
}

const oddTexts = fc.constantFrom(
  '',
  ' ',
  '${data.x}',
  '${form.}',
  '${screen.A.form.x}',
  "`${form.a} == 'x'`",
  '`((`',
  '${',
  '`',
  '\u200f',
  '__proto__',
  'constructor',
  'toString',
);
const oddKeys = fc.constantFrom(
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'type',
  'name',
  'screens',
  'data',
  'layout',
  'children',
  'id',
  '',
);
const oddValues = fc.oneof(oddTexts, fc.jsonValue({ maxDepth: 1 }), fc.dictionary(oddKeys, oddTexts, { maxKeys: 3 }));
const ways = fc.array(fc.nat(20), { minLength: 1, maxLength: 12 });

/** A busy machine is no reason to fail. */
const LONG = { timeout: 120_000 };

describe('whatever the text is', LONG, () => {
  it('arbitrary texts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => expectSound(text, checkFlow(text))),
      { numRuns: 200 },
    );
  });

  it('arbitrary JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(...LANGUAGES), (text, language) =>
        expectSound(text, checkFlow(text, { language })),
      ),
      { numRuns: 200 },
    );
  });

  it('arbitrary screens', () => {
    const component = fc.dictionary(oddKeys, oddValues, { maxKeys: 4 }).map((more) => ({ type: 'TextInput', ...more }));
    const flows = fc.record({
      version: fc.constantFrom('2.1', '5.1', '7.3', '9.9'),
      screens: fc.array(
        fc.record({
          id: oddTexts,
          data: oddValues,
          layout: fc.record({ children: fc.array(component, { maxLength: 4 }) }),
        }),
      ),
      routing_model: oddValues,
    });
    fc.assert(
      fc.property(flows, (flow) => {
        const text = JSON.stringify(flow, null, 2);
        expectSound(text, checkFlow(text));
      }),
      { numRuns: 200 },
    );
  });

  it('real flows with damage', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FLOWS),
        fc.array(fc.tuple(ways, oddValues), { minLength: 1, maxLength: 4 }),
        (flow, damages) => {
          const damaged = damages.reduce<unknown>((value, [way, what]) => damage(value, way, what), JSON.parse(flow));
          const text = JSON.stringify(damaged, null, 2);
          expectSound(text, checkFlow(text));
        },
      ),
      { numRuns: 250 },
    );
  });

  it('real flows that are no longer JSON are explained, at a place that is in the text', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FLOWS),
        fc.nat(),
        fc.nat(30),
        fc.constantFrom('', ',', '}', '“', "'", '// x', '\u0000', 'x'),
        (flow, at, length, instead) => {
          const start = at % flow.length;
          const text = `${flow.slice(0, start)}${instead}${flow.slice(start + length)}`;
          const findings = checkFlow(text);
          expectSound(text, findings);
          let isJson = true;
          try {
            JSON.parse(text);
          } catch {
            isJson = false;
          }
          if (!isJson) expect(findings.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 250 },
    );
  });

  it('what is wrapped comes out as it was', () => {
    const wrappers = fc.array(fc.constantFrom('flow_json', 'flow', 'text', 'export'), { maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...FLOWS), wrappers, (flow, layers) => {
        const wrapped = layers.reduce<string>(
          (text, layer) =>
            layer === 'text'
              ? JSON.stringify(text)
              : layer === 'flow_json'
                ? JSON.stringify({ flow_json: text })
                : JSON.stringify({ name: 'x', [layer]: JSON.parse(text) }),
          flow,
        );
        const { text, wrappings } = unwrapFlow(wrapped);
        expect(JSON.parse(text)).toEqual(JSON.parse(flow));
        expect(wrappings.length > 0).toBe(layers.length > 0);
      }),
      { numRuns: 100 },
    );
  });

  it('a broken text has a fault always', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const [{ offset }] = explainBrokenJson(`${text}{`);
        expect(offset).toBeLessThanOrEqual(text.length + 1);
      }),
    );
  });
});

describe('hostile texts', LONG, () => {
  const wrap = (children: unknown, more: Record<string, unknown> = {}) =>
    JSON.stringify({
      version: '7.3',
      ...more,
      screens: [{ id: 'A', title: 'A', terminal: true, layout: { type: 'SingleColumnLayout', children } }],
    });
  const rulesOf = (text: string) => checkFlow(text).map(({ rule }) => rule);

  it('100,000 screens: one clear finding', () => {
    const screens = Array.from({ length: 100_000 }, (_, index) => ({ id: `S${index}` }));
    const findings = checkFlow(JSON.stringify({ version: '7.3', screens }));
    expect(findings.map(({ rule }) => rule)).toEqual(['too-many-screens']);
    expect(findings[0]?.message).toContain('100000 screens; at most 100');
  });

  it('brackets without end, closed and open', () => {
    expect(rulesOf(`{"version": "7.3", "screens": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`)).toEqual([
      'property-type',
    ]);
    expect(rulesOf(`{"version": "7.3", "screens": ${'['.repeat(200_000)}`)).toEqual(['json-syntax']);
  });

  it('branches without end', () => {
    let component: unknown = { type: 'TextBody', text: 'x' };
    for (let level = 0; level < 2000; level += 1) component = { type: 'If', condition: '${data.x}', then: [component] };
    expect(rulesOf(wrap([component]))).toContain('nested-too-deep');
  });

  it('the same fault many times: the first ones, and how many more', () => {
    const options = Array.from({ length: 500 }, (_, index) => ({ id: `${index}`, titel: 'A' }));
    const findings = checkFlow(wrap([{ type: 'Dropdown', name: 'a', label: 'A', 'data-source': options }]));
    expect(findings.filter(({ rule }) => rule === 'unknown-property')).toHaveLength(200);
    expect(findings.find(({ rule }) => rule === 'findings-left-out')?.message).toContain(
      '300 more findings of the rule unknown-property',
    );
  });

  it("keys of every object's prototype", () => {
    const text =
      '{"version":"7.3","__proto__":1,"constructor":2,"screens":[{"id":"A","title":"A","terminal":true,"layout":{"type":"SingleColumnLayout","children":[{"type":"TextBody","text":"${data.__proto__}"},{"type":"__proto__"},{"type":"Footer","label":"A","on-click-action":{"name":"hasOwnProperty","payload":{}}}]}}]}';
    expect(rulesOf(text)).toEqual([
      'unknown-property',
      'unknown-property',
      'unknown-data-field',
      'unknown-component',
      'unknown-action',
    ]);
  });

  it('marks that turn the writing direction are made visible', () => {
    const [found] = checkFlow(
      wrap([{ type: 'Footer', 'label\u200f': 'A', 'on-click-action': { name: 'complete', payload: {} } }]),
    );
    expect(found).toMatchObject({ rule: 'unknown-property', fix: 'It is spelled "label".' });
    expect(found?.message).toContain('label‹U+200F›');
    expect(found?.message).not.toContain('\u200f');
  });

  it.each([
    ['an open parenthesis', `\`${'('.repeat(300_000)}\``],
    ['a long sum', `\`${'1+'.repeat(300_000)}1\``],
    ['a sum that is just taken', `\`${'1+'.repeat(5000)}1\``],
    ['many signs', `\`${'!'.repeat(300_000)}true\``],
    ['many parts', `\`${"'a' ".repeat(300_000)}\``],
    ['a long text in quotes', `\`'${'a'.repeat(3_000_000)}'\``],
    ['bindings without end', '${data.'.repeat(300_000)],
    ['braces', '${'.repeat(300_000)],
  ])('%s in a text', (_, text) => {
    const found = checkFlow(wrap([{ type: 'RichText', text }]));
    for (const { message, fix } of found) expect(message.length + fix.length).toBeLessThan(2000);
  });

  it.each([
    ['padding', `${'='.repeat(2_000_000)}A`],
    ['spaces', `AAAA${' '.repeat(2_000_000)}!`],
    ['spaces and padding', `${'= '.repeat(1_000_000)}A`],
  ])('a picture of %s is none', (_, src) => {
    expect(rulesOf(wrap([{ type: 'Image', src }]))).toContain('image-not-base64');
  });

  it('pictures in Markdown that never end', () => {
    expect(rulesOf(wrap([{ type: 'RichText', text: `${'!['.repeat(500_000)}](data:` }]))).toEqual([
      'terminal-without-footer',
    ]);
  });

  it('circles in the routing model end', () => {
    const ids = Array.from(
      { length: 90 },
      (_, index) => `S_${'ABCDEFGHIJ'[Math.floor(index / 10)]}${'ABCDEFGHIJ'[index % 10]}`,
    );
    const screens = ids.map((id) => ({ id, title: 'A', layout: { type: 'SingleColumnLayout', children: [] } }));
    const routing_model = Object.fromEntries(ids.map((id) => [id, ids.filter((other) => other !== id)]));
    const rules = rulesOf(JSON.stringify({ version: '7.3', routing_model, screens }));
    expect(rules).toContain('routing-loop');
    expect(rules.length).toBeLessThan(800);
  });
});
