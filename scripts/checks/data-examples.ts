import { choice, complete, type Example, footer, input, last, navigate, screen, text } from './example.ts';

const data = (entries: Record<string, unknown>, children: unknown[] = [footer()]) => [
  last('OFFER', { data: entries }, children),
];
const words = (example: unknown = 'Bo') => ({ type: 'string', __example__: example });
const plans = (items: unknown) => ({ type: 'array', items, __example__: [] });
const OPTIONS = { type: 'object', properties: { id: { type: 'string' }, title: { type: 'string' } } };
const dropdown = { type: 'Dropdown', name: 'plan', label: 'Plan', 'data-source': '${data.plans}' };
const condition = (source: string, children: unknown[] = [input('a'), input('n', { 'input-type': 'number' })]) => [
  ...children,
  { type: 'If', condition: source, then: [text('Yes')] },
];
const two = (payload: Record<string, unknown>, more: unknown[] = []) => [
  screen('WHO', [input('nick'), ...more, footer(navigate('END'))]),
  last('END', {}, [footer(complete(payload))]),
];
const CONDITION = '/2/condition';

export const DATA_EXAMPLES = {
  'data-entry-not-an-object': [
    {
      of: 'screens',
      at: '/0/data/name',
      wrong: data({ name: 'Bo' }),
      right: data({ name: words() }),
      shown: {
        wrong: '"data": { "name": "Bo" }',
        right: '"data": { "name": { "type": "string", "__example__": "Bo" } }',
      },
    },
  ],
  'data-type': [
    {
      of: 'screens',
      at: '/0/data/name/type',
      wrong: data({ name: { type: 'text', __example__: 'Bo' } }),
      right: data({ name: words() }),
      shown: {
        wrong: '"data": { "name": { "type": "text", "__example__": "Bo" } }',
        right: '"data": { "name": { "type": "string", "__example__": "Bo" } }',
      },
    },
    { of: 'screens', at: '/0/data/name', wrong: data({ name: { __example__: 'Bo' } }), right: data({ name: words() }) },
    {
      of: 'screens',
      at: '/0/data/name/type',
      wrong: data({ name: { type: null, __example__: 'Bo' } }),
      right: data({ name: words() }),
    },
    {
      of: 'screens',
      at: '/0/data/a/properties/b/type',
      wrong: data({ a: { type: 'object', properties: { b: { type: 'int' } }, __example__: {} } }),
      right: data({ a: { type: 'object', properties: { b: { type: 'number' } }, __example__: {} } }),
    },
  ],
  'data-example-missing': [
    {
      of: 'screens',
      at: '/0/data/name',
      wrong: data({ name: { type: 'string' } }),
      right: data({ name: words() }),
      shown: {
        wrong: '"data": { "name": { "type": "string" } }',
        right: '"data": { "name": { "type": "string", "__example__": "Bo" } }',
      },
    },
  ],
  'data-example-type': [
    {
      of: 'screens',
      at: '/0/data/name/__example__',
      wrong: data({ name: words(5) }),
      right: data({ name: words('5') }),
      shown: {
        wrong: '"data": { "name": { "type": "string", "__example__": 5 } }',
        right: '"data": { "name": { "type": "string", "__example__": "5" } }',
      },
    },
    {
      of: 'screens',
      at: '/0/data/plans/__example__/0/id',
      wrong: data({ plans: { ...plans(OPTIONS), __example__: [{ id: 1, title: 'A' }] } }),
      right: data({ plans: { ...plans(OPTIONS), __example__: [{ id: '1', title: 'A' }] } }),
    },
    {
      of: 'screens',
      at: '/0/data/name/__example__',
      wrong: data({ name: words(null) }),
      right: data({ name: words('') }),
    },
  ],
  'data-array-without-items': [
    {
      of: 'screens',
      at: '/0/data/tags',
      wrong: data({ tags: { type: 'array', __example__: [] } }),
      right: data({ tags: plans({ type: 'string' }) }),
      shown: {
        wrong: '"data": { "tags": { "type": "array", "__example__": [] } }',
        right: '"data": { "tags": { "type": "array", "items": { "type": "string" }, "__example__": [] } }',
      },
    },
    {
      of: 'screens',
      at: '/0/data/plans',
      wrong: data({ plans: { type: 'array', __example__: [] } }, [dropdown, footer()]),
      right: data({ plans: plans(OPTIONS) }, [dropdown, footer()]),
    },
  ],
  'data-source-fields': [
    {
      of: 'screens',
      at: '/0/data/plans/items',
      wrong: data({ plans: plans({ type: 'object', properties: { id: { type: 'string' } } }) }, [dropdown, footer()]),
      right: data({ plans: plans(OPTIONS) }, [dropdown, footer()]),
    },
  ],
  'unknown-data-field': [
    {
      of: 'screens',
      at: '/0/layout/children/0/text',
      wrong: data({ name: words() }, [text('${data.nmae}'), footer()]),
      right: data({ name: words() }, [text('${data.name}'), footer()]),
    },
    {
      of: 'screens',
      at: '/0/layout/children/0/on-click-action/payload/p',
      wrong: data({ name: words() }, [footer(complete({ p: '${data.headline}' }))]),
      right: data({ name: words() }, [footer(complete({ p: '${data.name}' }))]),
    },
    {
      of: 'screens',
      at: '/0/layout/children/0/text',
      wrong: data({ a: { type: 'object', properties: { b: { type: 'string' } }, __example__: {} } }, [
        text('${data.a.c}'),
        footer(),
      ]),
      right: data({ a: { type: 'object', properties: { b: { type: 'string' } }, __example__: {} } }, [
        text('${data.a.b}'),
        footer(),
      ]),
    },
    {
      of: 'screens',
      at: '/1/layout/children/0/on-click-action/payload/p',
      wrong: two({ p: '${screen.WHO.data.x}' }),
      right: two({ p: '${screen.WHO.form.nick}' }),
    },
    {
      of: 'children',
      at: '/0/on-click-action/payload/p',
      version: '7.1',
      severity: 'hurts',
      wrong: [footer(complete({ p: "`'a' ${data.x}`" }))],
      right: [footer(complete({ p: 'a' }))],
    },
    { of: 'children', at: '/0/text', wrong: [text("`'Hi ' ${data.constructor}`")], right: [text('Hi')] },
  ],
  'unknown-form-field': [
    {
      of: 'children',
      at: '/1/on-click-action/payload/p',
      wrong: [choice('plan'), footer(complete({ p: '${form.plans}' }))],
      right: [choice('plan'), footer(complete({ p: '${form.plan}' }))],
    },
    {
      of: 'children',
      at: '/1/on-click-action/payload/p',
      wrong: [{ type: 'Form', name: 'details', children: [input('a')] }, footer(complete({ p: '${form.details}' }))],
      right: [{ type: 'Form', name: 'details', children: [input('a')] }, footer(complete({ p: '${form.a}' }))],
    },
    {
      of: 'screens',
      at: '/1/layout/children/0/on-click-action/payload/p',
      wrong: two({ p: '${screen.WHO.form.nik}' }),
      right: two({ p: '${screen.WHO.form.nick}' }),
    },
    {
      of: 'children',
      at: '/0/visible',
      wrong: [text('Hi', { visible: "`${form.none} == 'a'`" })],
      right: [text('Hi')],
    },
  ],
  'unknown-screen-in-binding': [
    {
      of: 'screens',
      at: '/1/layout/children/0/on-click-action/payload/p',
      wrong: two({ p: '${screen.WHOM.form.nick}' }),
      right: two({ p: '${screen.WHO.form.nick}' }),
    },
    {
      of: 'children',
      at: '/1/on-click-action/payload/p',
      wrong: [input('a'), footer(complete({ p: '${screen.DEMO.form.a}' }))],
      right: [input('a'), footer(complete({ p: '${form.a}' }))],
    },
    {
      of: 'screens',
      at: '/1/layout/children/0/on-click-action/payload/p',
      version: '3.1',
      wrong: [
        screen('WHO', [footer(navigate('END'))]),
        last('END', {}, [footer(complete({ p: '${screen.WHO.form.nick}' }))]),
      ],
      right: [screen('WHO', [footer(navigate('END'))]), last('END')],
    },
  ],
  'binding-unknown': [{ of: 'children', at: '/0/text', wrong: [text('${user.name}')], right: [text('Hello')] }],
  'binding-characters': [
    {
      of: 'children',
      at: '/1/on-click-action/payload/p',
      wrong: [input('first name'), footer(complete({ p: '${form.first name}' }))],
      right: [input('first_name'), footer(complete({ p: '${form.first_name}' }))],
    },
  ],
  'binding-into-list': [
    {
      of: 'screens',
      at: '/0/layout/children/0/text',
      wrong: data({ plans: plans(OPTIONS) }, [text('${data.plans.title}'), footer()]),
      right: data({ plan: words() }, [text('${data.plan}'), footer()]),
    },
  ],
  'binding-type': [
    {
      of: 'screens',
      at: '/0/layout/children/0/visible',
      wrong: data({ flag: words() }, [text('Hi', { visible: '${data.flag}' }), footer()]),
      right: data({ flag: { type: 'boolean', __example__: true } }, [
        text('Hi', { visible: '${data.flag}' }),
        footer(),
      ]),
    },
    {
      of: 'screens',
      at: '/0/layout/children/0/data-source',
      wrong: data({ plans: words() }, [dropdown, footer()]),
      right: data({ plans: plans(OPTIONS) }, [dropdown, footer()]),
    },
  ],
  'binding-not-allowed': [
    {
      of: 'screens',
      at: '/0/layout/children/0/name',
      wrong: data({ name: words() }, [input('${data.name}'), footer()]),
      right: data({ name: words() }, [input('nick'), footer()]),
    },
  ],
  'text-mixed-with-binding': [
    {
      of: 'screens',
      at: '/0/layout/children/0/text',
      wrong: data({ name: words() }, [text('Hi ${data.name}'), footer()]),
      right: data({ name: words() }, [text("`'Hi ' ${data.name}`"), footer()]),
    },
    {
      of: 'screens',
      at: '/0/layout/children/0/text',
      version: '5.1',
      wrong: data({ name: words() }, [text('Hi ${data.name}'), footer()]),
      right: data({ name: words() }, [text('${data.name}'), footer()]),
    },
  ],
  'expression-too-early': [
    {
      of: 'screens',
      at: '/0/layout/children/0/text',
      version: '5.1',
      wrong: data({ name: words() }, [text("`'Hi ' ${data.name}`"), footer()]),
      right: data({ name: words() }, [text('${data.name}'), footer()]),
    },
    {
      of: 'children',
      at: '/1/visible',
      version: '5.1',
      severity: 'refused',
      wrong: [input('a'), text('Hi', { visible: "`${form.a} == 'x'`" })],
      right: [input('a'), text('Hi', { visible: true })],
    },
  ],
  'expression-syntax': [
    { of: 'children', at: CONDITION, wrong: condition("${form.a} = 'x'"), right: condition("${form.a} == 'x'") },
    { of: 'children', at: CONDITION, wrong: condition("(${form.a} == 'x'"), right: condition("(${form.a} == 'x')") },
    { of: 'children', at: CONDITION, wrong: condition('${form.a} == "x"'), right: condition("(${form.a} == 'x')") },
    {
      of: 'children',
      at: '/1/text',
      wrong: [input('a'), text("`${form.a} == 'x' ? 'y' : 'z'`")],
      right: [input('a'), text("`'Hi ' ${form.a}`")],
    },
  ],
  'expression-type': [
    { of: 'children', at: CONDITION, wrong: condition("${form.n} == '42'"), right: condition('${form.n} == 42') },
    {
      of: 'children',
      at: '/1/condition',
      wrong: [
        choice('langs', {}, 'CheckboxGroup'),
        { type: 'If', condition: "${form.langs} == 'en'", then: [text('Yes')] },
      ],
      right: [choice('lang'), { type: 'If', condition: "${form.lang} == 'en'", then: [text('Yes')] }],
    },
    { of: 'children', at: CONDITION, wrong: condition("${form.a} > 'b'"), right: condition('${form.n} > 1') },
    {
      of: 'children',
      at: CONDITION,
      wrong: condition('${form.a} && ${form.n} == 1'),
      right: condition("${form.a} == 'x' && ${form.n} == 1"),
    },
    { of: 'children', at: CONDITION, wrong: condition('${form.a}'), right: condition("${form.a} != ''") },
    {
      of: 'children',
      at: '/1/visible',
      wrong: [input('a'), text('Hi', { visible: "`'a' ${form.a}`" })],
      right: [input('a'), text('Hi', { visible: "`${form.a} == 'a'`" })],
    },
  ],
  'condition-without-binding': [
    { of: 'children', at: CONDITION, wrong: condition("'a' == 'a'"), right: condition("${form.a} == 'a'") },
    {
      of: 'children',
      at: CONDITION,
      wrong: condition("true && ${form.a} == 'a'"),
      right: condition("${form.a} == 'a'"),
    },
  ],
  'number-carried-on': [
    {
      of: 'screens',
      at: '/1/layout/children/0/on-click-action/payload/age',
      wrong: [
        screen('AGE', [input('age', { 'input-type': 'number' }), footer(navigate('MORE', { age: '${form.age}' }))]),
        screen('MORE', [footer(navigate('END', { age: '${data.age}' }))], {
          data: { age: { type: 'number', __example__: 5 } },
        }),
        last('END', { data: { age: { type: 'number', __example__: 5 } } }),
      ],
      right: [
        screen('AGE', [input('age', { 'input-type': 'number' }), footer(navigate('MORE'))]),
        screen('MORE', [footer(navigate('END'))]),
        last('END', {}, [footer(complete({ age: '${screen.AGE.form.age}' }))]),
      ],
    },
  ],
} satisfies Record<string, [Example, ...Example[]]>;
