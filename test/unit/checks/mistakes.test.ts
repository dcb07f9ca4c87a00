import { describe, expect, it } from 'vitest';
import {
  choice,
  complete,
  exchange,
  footer,
  input,
  last,
  navigate,
  screen,
  text,
} from '../../../scripts/checks/example.ts';
import { checkFlow } from '../../../src/checks/index.ts';

/** The flow of a mistake, as people write it, and what was told of it. */
const findingsOf = (screens: unknown[], { version = '7.3', ...more }: Record<string, unknown> = {}) =>
  checkFlow(JSON.stringify({ version, ...more, screens }, null, 2));

const short = (screens: unknown[], more: Record<string, unknown> = {}) =>
  findingsOf(screens, more).map(({ rule, severity, pointer }) => `${severity} ${rule} ${pointer}`);

describe('the common mistakes', () => {
  it('1: a digit in a screen ID, with a name that works and the lines that mention it', () => {
    const screens = [
      screen('STEP_ONE', [input('street'), footer(navigate('STEP_2'))]),
      screen('STEP_2', [input('town'), footer(navigate('END'))]),
      last('END', {}, [footer(complete({ town: '${screen.STEP_2.form.town}' }))]),
    ];
    const routes = { routing_model: { STEP_ONE: ['STEP_2'], STEP_2: ['END'], END: [] } };
    const found = findingsOf(screens, routes);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ rule: 'screen-id-characters', severity: 'refused', metaCode: 'PATTERN_MISMATCH' });
    expect(found[0]?.message).toContain('"STEP_2" contains "2"');
    const lines = JSON.stringify({ version: '7.3', ...routes, screens }, null, 2).split('\n');
    const mentions = lines.flatMap((line, index) => (/STEP_2/.test(line) && !line.includes('"id"') ? [index + 1] : []));
    expect(mentions).toHaveLength(4);
    expect(found[0]?.fix).toBe(
      `Rename it, for example to STEP_TWO, and change it in these lines as well: ${mentions.join(', ')}.`,
    );
  });

  it('2: a version that is a number, and frozen', () => {
    const found = checkFlow(
      '{"version": 5.0, "screens": [{"id": "A", "title": "A", "terminal": true, "layout": {"type": "SingleColumnLayout", "children": []}}]}',
    );
    expect(found.map(({ rule }) => rule)).toEqual(['version-not-a-text', 'version-frozen', 'terminal-without-footer']);
    expect(found[0]?.fix).toContain('"version": "5.0"');
    expect(found[1]?.message).toContain('What is published goes on working');
    expect(found[1]?.fix).toMatch(/5\.1.*7\.3.*from 6\.0 blank texts are refused.*from 7\.3 a navigate payload/);
  });

  it('3: no way to finish', () => {
    expect(short([last('THANKS', {}, [text('We got it.')])])).toEqual(['refused terminal-without-footer /screens/0']);
    // A terminal screen that also leads on is no mistake.
    const terms = { type: 'EmbeddedLink', text: 'Terms', 'on-click-action': navigate('TERMS') };
    expect(short([last('DONE', {}, [terms, footer()]), screen('TERMS', [text('…')])])).toEqual([]);
  });

  it('4: a routing model that is not what the screens do: three faults, three findings', () => {
    const screens = [
      screen('CART', [footer(navigate('PAY'))]),
      screen('PAY', [footer(navigate('DONE'))]),
      last('DONE'),
    ];
    const found = findingsOf(screens, { routing_model: { CART: ['PAY'], PAY: ['CART'] } });
    expect(found.map(({ rule, pointer }) => [rule, pointer])).toEqual(
      expect.arrayContaining([
        ['routing-way-back', '/routing_model/PAY/0'],
        ['routing-missing-screen', '/routing_model'],
        ['routing-no-entry', '/routing_model'],
      ]),
    );
    expect(found.find(({ rule }) => rule === 'routing-missing-screen')?.message).toContain('DONE');
  });

  it('5: a payload key under another name, once, with both ways to mend it', () => {
    const screens = [
      screen('WHO', [input('nick'), footer(navigate('SUM_UP', { nickname: '${form.nick}' }))]),
      last('SUM_UP', { data: { nick: { type: 'string', __example__: 'Bo' } } }),
    ];
    const found = findingsOf(screens);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ rule: 'payload-unknown-key', severity: 'refused' });
    expect(found[0]?.fix).toContain('expects "nick"');
    expect(found[0]?.fix).toContain('${screen.WHO.form.nick}');
    expect(findingsOf(screens, { version: '7.0' }).map(({ severity }) => severity)).toEqual(['hurts']);
    expect(findingsOf(screens, { version: '5.1' }).map(({ severity }) => severity)).toEqual(['refused']);
  });

  it('6: bindings to what is not there', () => {
    const found = findingsOf([
      last('OFFER', { data: { plans: { type: 'array', __example__: [] } } }, [
        { type: 'TextHeading', text: '${data.headline}' },
        { type: 'Dropdown', name: 'plan', label: 'Plan', 'data-source': '${data.plans}' },
        footer(complete({ p: '${form.plans}' })),
      ]),
    ]);
    expect(found.map(({ rule }) => rule).sort()).toEqual([
      'data-array-without-items',
      'unknown-data-field',
      'unknown-form-field',
    ]);
    expect(found.find(({ rule }) => rule === 'unknown-form-field')?.fix).toBe('Did you mean ${form.plan}?');
    expect(found.find(({ rule }) => rule === 'data-array-without-items')?.fix).toMatch(/"id".*"title"/);
  });

  it('7: types that do not fit the next screen', () => {
    const found = findingsOf([
      screen('AGE', [
        input('age', { 'input-type': 'number' }),
        choice('langs', {}, 'CheckboxGroup'),
        footer(navigate('END_PAGE', { age: '${form.age}', langs: '${form.langs}' })),
      ]),
      last('END_PAGE', {
        data: { age: { type: 'string', __example__: '5' }, langs: { type: 'string', __example__: 'en' } },
      }),
    ]);
    expect(found.map(({ rule, message }) => [rule, message])).toEqual([
      ['payload-type', '"age" comes from TextInput "age", which gives number; END_PAGE declares string.'],
      ['payload-type', '"langs" comes from CheckboxGroup "langs", which gives array; END_PAGE declares string.'],
    ]);
  });

  it('8: half an endpoint, and error texts that nobody sees', () => {
    const errors = { type: 'object', properties: { slot: { type: 'string' } }, __example__: {} };
    const found = findingsOf([
      last('BOOK', { data: { errors } }, [input('slot'), footer(exchange({ slot: '${form.slot}' }))]),
    ]);
    expect(found.map(({ rule, severity }) => [rule, severity]).sort()).toEqual([
      ['data-api-version-missing', 'refused'],
      ['errors-never-shown', 'advice'],
    ]);
    expect(found.find(({ severity }) => severity === 'refused')?.message).toMatch(
      /"data_api_version" and "routing_model"/,
    );
  });

  it('9: a label that is cut, and a blank text that is refused', () => {
    const found = findingsOf([
      last('A', {}, [input('mail', { label: 'Your e-mail address for the receipt', 'helper-text': '' }), footer()]),
    ]);
    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['text-too-long', 'hurts'],
      ['blank-text', 'refused'],
    ]);
    expect(found[0]?.message).toContain('35 characters; the phone shows 20');
    expect(found[0]?.fix).toContain('label-variant');
  });

  it('10: a picture from the web', () => {
    expect(
      short([last('A', {}, [{ type: 'Image', src: 'https://shop.example/banner.webp', height: 4000 }, footer()])]),
    ).toEqual(['device image-web-address /screens/0/layout/children/0/src']);
  });
});

describe('the runners-up', () => {
  const inside = (children: unknown[], more: Record<string, unknown> = {}) => short([last('A', {}, children)], more);

  it('keys that do not belong, and camelCase', () => {
    const found = findingsOf([last('A', {}, [text('Hi', { id: 't', fontWeight: 'bold' }), footer()])]);
    expect(found.map(({ rule, fix }) => [rule, fix])).toEqual([
      ['unknown-property', 'Remove it.'],
      ['unknown-property', 'It is spelled "font-weight".'],
    ]);
  });

  it('plain text mixed with a binding, with the expression that does it', () => {
    const data = { data: { name: { type: 'string', __example__: 'Bo' } } };
    const [found, ...more] = findingsOf([last('A', data, [text('Hi ${data.name}'), footer()])]);
    expect(more).toEqual([]);
    expect(found?.rule).toBe('text-mixed-with-binding');
    expect(found?.fix).toContain("`'Hi ' ${data.name}`");
  });

  it('a picker that may send thirty files', () => {
    const found = findingsOf([
      last('A', {}, [{ type: 'PhotoPicker', name: 'pic', label: 'Photo' }, footer(complete({ pic: '${form.pic}' }))]),
    ]);
    expect(found.map(({ rule, message }) => [rule, message])).toEqual([
      ['picker-too-many-files', 'The pickers in this payload allow 30 files; "complete" sends at most 10.'],
    ]);
  });

  it('a Footer in one branch', () => {
    const ok = { type: 'OptIn', name: 'ok', label: 'OK' };
    expect(inside([ok, { type: 'If', condition: '${form.ok}', then: [footer()] }])).toEqual([
      'refused footer-in-one-branch /screens/0/layout/children/1',
    ]);
  });

  it('an input outside of the Form, and an initial value inside of it', () => {
    const form = { type: 'Form', name: 'f', children: [input('a', { 'init-value': 'x' })] };
    expect(inside([{ type: 'TextArea', name: 'n', label: 'Note' }, form, footer()])).toEqual([
      'refused input-outside-form /screens/0/layout/children/0',
      'refused initial-value-in-form /screens/0/layout/children/1/children/0/init-value',
    ]);
  });

  it('required and hidden', () => {
    expect(inside([input('code', { required: true, visible: false }), footer()])).toEqual([
      'device required-but-hidden /screens/0/layout/children/0/visible',
    ]);
  });

  it('a wrong target in an item of a NavigationList', () => {
    const item = (id: string, target: string) => ({
      id,
      'main-content': { title: id },
      'on-click-action': navigate(target),
    });
    const list = { type: 'NavigationList', name: 'l', 'list-items': [item('a', 'END'), item('b', 'NOWHERE')] };
    expect(short([screen('A', [list]), last('END')])).toEqual([
      'device navigate-unknown-screen /screens/0/layout/children/0/list-items/1/on-click-action/next/name',
    ]);
  });

  it('a condition on a list', () => {
    const found = findingsOf([
      last('A', {}, [
        choice('langs', {}, 'CheckboxGroup'),
        { type: 'If', condition: "${form.langs} == 'en'", then: [text('Hi')] },
        footer(),
      ]),
    ]);
    expect(found.map(({ rule }) => rule)).toEqual(['expression-type']);
    expect(found[0]?.message).toContain('no "contains"');
    expect(found[0]?.fix).toContain('Dropdown');
  });
});
