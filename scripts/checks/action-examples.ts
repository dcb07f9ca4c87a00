import { choice, complete, type Example, exchange, footer, input, last, navigate, screen, text } from './example.ts';

const next = (action: unknown, end = {}) => [screen('WHO', [input('nick'), footer(action)]), last('SUM_UP', end)];
const nick = { data: { nick: { type: 'string', __example__: 'Bo' } } };
const PAYLOAD = '/0/layout/children/1/on-click-action/payload';
const photo = (more = {}) => ({ type: 'PhotoPicker', name: 'pic', label: 'Photo', ...more });
const item = (id: string, more = {}) => ({ id, 'main-content': { title: 'T' }, ...more });
const list = (items: unknown[], more = {}, end = {}) => [
  screen('LIST', [{ type: 'NavigationList', name: 'list', 'list-items': items, ...more }]),
  last('END', end),
];
const go = { 'on-click-action': navigate('END') };
const ITEMS = '/0/layout/children/0/list-items';
const model = (routes: Record<string, unknown>) => ({ routing_model: routes });
const led = (ids: readonly string[], more: readonly unknown[] = []) => [
  ...ids.map((id, index) => {
    const to = ids[index + 1];
    return to === undefined ? last(id) : screen(id, [footer(navigate(to))]);
  }),
  ...more,
];
const many = Array.from({ length: 11 }, (_, index) => `S_${'ABCDEFGHIJK'[index]}`);
const branch = (then: unknown[], otherwise?: unknown[]) => ({
  type: 'If',
  condition: '${form.ok}',
  then,
  ...(otherwise ? { else: otherwise } : {}),
});
const ok = { type: 'OptIn', name: 'ok', label: 'OK' };
const cases = (entries: Record<string, unknown>, value = '${form.one}') => ({ type: 'Switch', value, cases: entries });
const update = (payload: Record<string, unknown>) =>
  choice('one', { 'on-select-action': { name: 'update_data', payload } });
const link = (action: unknown) => ({ type: 'EmbeddedLink', text: 'More', 'on-click-action': action });

/** The second of three screens is a list, which need not stand in the routing model. */
const around = (to: string) => [
  screen('A', [footer(navigate('B'))]),
  screen('B', [{ type: 'NavigationList', name: 'list', 'list-items': [item('a')], 'on-click-action': navigate(to) }]),
  last('C'),
];

export const ACTION_EXAMPLES = {
  'unknown-action': [
    {
      of: 'children',
      at: '/0/on-click-action/name',
      wrong: [footer({ name: 'compleat', payload: {} })],
      right: [footer(complete())],
    },
    {
      of: 'children',
      at: '/0/on-click-action/name',
      wrong: [footer({ name: 'toString', payload: {} })],
      right: [footer(complete())],
    },
  ],
  'action-too-new': [
    {
      of: 'children',
      at: '/0/on-click-action/name',
      version: '5.1',
      wrong: [link({ name: 'open_url', url: 'https://example.com' })],
      right: [text('https://example.com')],
    },
  ],
  'action-not-here': [
    {
      of: 'children',
      at: '/0/on-click-action/name',
      wrong: [link(complete())],
      right: [link({ name: 'open_url', url: 'https://example.com' })],
    },
    {
      of: 'children',
      at: '/0/on-select-action/name',
      flow: { data_api_version: '3.0', routing_model: { DEMO: [] } },
      wrong: [{ type: 'DatePicker', name: 'a', label: 'A', 'on-select-action': { name: 'update_data', payload: {} } }],
      right: [{ type: 'DatePicker', name: 'a', label: 'A', 'on-select-action': exchange() }],
    },
  ],
  'navigate-unknown-screen': [
    {
      of: 'screens',
      at: '/0/layout/children/1/on-click-action/next/name',
      flow: model({ WHO: ['SUM_UP'], SUM_UP: [] }),
      wrong: next(navigate('SUMUP')),
      right: next(navigate('SUM_UP')),
    },
    {
      of: 'screens',
      at: `${ITEMS}/1/on-click-action/next/name`,
      severity: 'device',
      wrong: list([item('a', go), item('b', { 'on-click-action': navigate('NOWHERE') })]),
      right: list([item('a', go), item('b', go)]),
    },
  ],
  'navigate-same-screen': [
    {
      of: 'screens',
      at: '/0/layout/children/0/on-click-action/next/name',
      wrong: [screen('A', [link(navigate('A')), footer(navigate('B'))]), last('B')],
      right: [screen('A', [link(navigate('B')), footer(navigate('B'))]), last('B')],
    },
  ],
  'open-url-format': [
    {
      of: 'children',
      at: '/0/on-click-action/url',
      wrong: [link({ name: 'open_url', url: 'example.com' })],
      right: [link({ name: 'open_url', url: 'https://example.com' })],
    },
  ],
  'two-click-actions': [
    { of: 'screens', at: `${ITEMS}/0/on-click-action`, wrong: list([item('a', go)], go), right: list([item('a')], go) },
  ],
  'item-without-action': [
    {
      of: 'screens',
      at: `${ITEMS}/1`,
      wrong: list([item('a', go), item('b')]),
      right: list([item('a', go), item('b', go)]),
    },
  ],
  'two-select-actions': [
    {
      of: 'screens',
      at: '/0/layout/children/0/data-source/0/on-select-action',
      wrong: [
        last('A', nick, [
          {
            ...update({ nick: 'x' }),
            'data-source': [
              { id: 'a', title: 'A', 'on-select-action': { name: 'update_data', payload: { nick: 'y' } } },
            ],
          },
          footer(),
        ]),
      ],
      right: [last('A', nick, [update({ nick: 'x' }), footer()])],
    },
  ],
  'navigation-list-badges': [
    {
      of: 'screens',
      at: `${ITEMS}/1/badge`,
      wrong: list([item('a', { badge: 'New' }), item('b', { badge: 'New' })], go),
      right: list([item('a', { badge: 'New' }), item('b')], go),
    },
  ],
  'navigation-list-large-with-end': [
    {
      of: 'screens',
      at: `${ITEMS}/0/end`,
      wrong: list([item('a', { end: { title: '$9' } })], { ...go, 'media-size': 'large' }),
      right: list([item('a', { end: { title: '$9' } })], go),
    },
  ],
  'payload-unknown-key': [
    {
      of: 'screens',
      at: `${PAYLOAD}/nickname`,
      wrong: next(navigate('SUM_UP', { nickname: '${form.nick}' }), nick),
      right: next(navigate('SUM_UP', { nick: '${form.nick}' }), nick),
    },
    {
      of: 'screens',
      at: `${PAYLOAD}/nickname`,
      version: '7.2',
      severity: 'hurts',
      wrong: next(navigate('SUM_UP', { nickname: '${form.nick}' }), nick),
      right: next(navigate('SUM_UP', { nick: '${form.nick}' }), nick),
    },
    {
      of: 'screens',
      at: `${PAYLOAD}/extra`,
      version: '6.0',
      wrong: next(navigate('SUM_UP', { extra: 'fixed' })),
      right: next(navigate('SUM_UP')),
    },
    {
      of: 'screens',
      at: `${PAYLOAD}/extra`,
      version: '5.1',
      wrong: next(navigate('SUM_UP', { extra: '${form.nick}' })),
      right: next(navigate('SUM_UP')),
    },
  ],
  'payload-missing-key': [
    {
      of: 'screens',
      at: PAYLOAD,
      wrong: next(navigate('SUM_UP'), nick),
      right: next(navigate('SUM_UP', { nick: '${form.nick}' }), nick),
    },
    {
      of: 'screens',
      at: PAYLOAD,
      version: '6.3',
      severity: 'hurts',
      wrong: next(navigate('SUM_UP'), nick),
      right: next(navigate('SUM_UP', { nick: '${form.nick}' }), nick),
    },
    {
      of: 'screens',
      at: '/0/layout/children/1/on-click-action',
      wrong: next({ name: 'navigate', next: { type: 'screen', name: 'SUM_UP' } }, nick),
      right: next(navigate('SUM_UP', { nick: '${form.nick}' }), nick),
    },
  ],
  'payload-type': [
    {
      of: 'screens',
      at: '/0/layout/children/0/on-click-action/payload/nick',
      wrong: [screen('A', [footer(navigate('B', { nick: 5 }))]), last('B', nick)],
      right: [screen('A', [footer(navigate('B', { nick: '5' }))]), last('B', nick)],
    },
    {
      of: 'screens',
      at: '/0/layout/children/0/list-items/0/on-click-action/payload/nick',
      severity: 'device',
      wrong: list([item('a', { 'on-click-action': navigate('END', { nick: true }) })], {}, nick),
      right: list([item('a', { 'on-click-action': navigate('END', { nick: 'x' }) })], {}, nick),
    },
    {
      of: 'screens',
      at: '/0/layout/children/1/on-click-action/payload/langs',
      wrong: [
        screen('A', [choice('langs', {}, 'CheckboxGroup'), footer(navigate('B', { langs: '${form.langs}' }))]),
        last('B', { data: { langs: { type: 'string', __example__: 'a' } } }),
      ],
      right: [
        screen('A', [choice('langs', {}, 'CheckboxGroup'), footer(navigate('B', { langs: '${form.langs}' }))]),
        last('B', { data: { langs: { type: 'array', items: { type: 'string' }, __example__: [] } } }),
      ],
    },
  ],
  'picker-in-navigate': [
    {
      of: 'screens',
      at: '/0/layout/children/1/on-click-action/payload/pic',
      wrong: [
        screen('A', [photo(), footer(navigate('B', { pic: '${form.pic}' }))]),
        last('B', { data: { pic: { type: 'array', items: { type: 'object' }, __example__: [] } } }),
      ],
      right: [screen('A', [photo(), footer(navigate('B'))]), last('B')],
    },
  ],
  'picker-not-on-top': [
    {
      of: 'children',
      at: '/1/on-click-action/payload/files/0',
      wrong: [photo({ 'max-uploaded-photos': 1 }), footer(complete({ files: ['${form.pic}'] }))],
      right: [photo({ 'max-uploaded-photos': 1 }), footer(complete({ files: '${form.pic}' }))],
    },
  ],
  'picker-too-many-files': [
    {
      of: 'children',
      at: '/1/on-click-action/payload/pic',
      wrong: [photo(), footer(complete({ pic: '${form.pic}' }))],
      right: [photo({ 'max-uploaded-photos': 4 }), footer(complete({ pic: '${form.pic}' }))],
    },
    {
      of: 'children',
      at: '/1/on-click-action/payload/pic',
      wrong: [photo({ 'max-uploaded-photos': 5 }), footer(complete({ pic: '${form.pic}' }))],
      right: [
        photo({ 'max-uploaded-photos': 10, 'max-file-size-kb': 10240 }),
        footer(complete({ pic: '${form.pic}' })),
      ],
    },
    {
      of: 'children',
      at: '/1/on-click-action/payload/pic',
      version: '4.0',
      wrong: [photo({ 'max-uploaded-photos': 2 }), footer(complete({ pic: '${form.pic}' }))],
      right: [photo({ 'max-uploaded-photos': 1 }), footer(complete({ pic: '${form.pic}' }))],
    },
  ],
  'update-unknown-key': [
    {
      of: 'screens',
      at: '/0/layout/children/0/on-select-action/payload/nik',
      wrong: [last('A', nick, [update({ nik: 'x' }), footer()])],
      right: [last('A', nick, [update({ nick: 'x' }), footer()])],
    },
  ],
  'update-from-itself': [
    {
      of: 'screens',
      at: '/0/layout/children/0/on-select-action/payload/nick',
      wrong: [last('A', nick, [update({ nick: '${data.nick}' }), footer()])],
      right: [last('A', nick, [update({ nick: '${form.one}' }), footer()])],
    },
  ],
  'routing-missing-screen': [
    {
      of: 'top',
      at: '/routing_model',
      wrong: { ...model({ A: ['B'], B: [] }), screens: led(['A', 'B'], [last('C')]) },
      right: { ...model({ A: ['B', 'C'], B: [], C: [] }), screens: led(['A', 'B'], [last('C')]) },
      shown: {
        wrong: '"routing_model": { "A": ["B"], "B": [] }, "screens": [{ "id": "A" }, { "id": "B" }, { "id": "C" }]',
        right: '"routing_model": { "A": ["B", "C"], "B": [], "C": [] }',
      },
    },
    { of: 'top', at: '/routing_model', severity: 'advice', wrong: model({}), right: model({ DEMO: [] }) },
  ],
  'routing-unknown-screen': [
    {
      of: 'top',
      at: '/routing_model/A/1',
      wrong: { ...model({ A: ['B', 'X'], B: [] }), screens: led(['A', 'B']) },
      right: { ...model({ A: ['B'], B: [] }), screens: led(['A', 'B']) },
      shown: {
        wrong: '"routing_model": { "A": ["B", "X"], "B": [] }',
        right: '"routing_model": { "A": ["B"], "B": [] }',
      },
    },
    {
      of: 'top',
      at: '/routing_model/__proto__',
      wrong: { routing_model: JSON.parse('{"DEMO":[],"__proto__":[]}') },
      right: model({ DEMO: [] }),
    },
  ],
  'routing-too-many-routes': [
    {
      of: 'top',
      at: '/routing_model/A',
      wrong: {
        ...model({ A: many, ...Object.fromEntries(many.map((id) => [id, []])) }),
        screens: [screen('A', [footer(navigate('S_A'))]), ...many.map((id) => last(id))],
      },
      right: {
        ...model({ A: many.slice(1), ...Object.fromEntries(many.slice(1).map((id) => [id, []])) }),
        screens: [screen('A', [footer(navigate('S_B'))]), ...many.slice(1).map((id) => last(id))],
      },
      shown: {
        wrong: '"routing_model": { "MENU": [ … 11 screens … ] }',
        right: '"routing_model": { "MENU": [ … 10 screens … ] }',
      },
    },
  ],
  'routing-self': [
    { of: 'top', at: '/routing_model/DEMO/0', wrong: model({ DEMO: ['DEMO'] }), right: model({ DEMO: [] }) },
  ],
  'routing-way-back': [
    {
      of: 'top',
      at: '/routing_model/C/0',
      wrong: { ...model({ A: ['B'], B: ['C'], C: ['B'] }), screens: led(['A', 'B', 'C']) },
      right: { ...model({ A: ['B'], B: ['C'], C: [] }), screens: led(['A', 'B', 'C']) },
      shown: {
        wrong: '"routing_model": { "CART": ["PAY"], "PAY": ["CART"] }',
        right: '"routing_model": { "CART": ["PAY"], "PAY": [] }',
      },
    },
    {
      of: 'screens',
      at: '/1/layout/children/0/on-click-action/next/name',
      wrong: [
        screen('A', [footer(navigate('B'))]),
        screen('B', [link(navigate('A')), footer(navigate('C'))]),
        last('C'),
      ],
      right: led(['A', 'B', 'C']),
    },
  ],
  'routing-loop': [
    {
      of: 'top',
      at: '/routing_model/D/0',
      wrong: {
        ...model({ A: ['B'], B: ['C'], C: ['D'], D: ['B', 'E'], E: [] }),
        screens: led(['A', 'B', 'C', 'D', 'E']),
      },
      right: { ...model({ A: ['B'], B: ['C'], C: ['D'], D: ['E'], E: [] }), screens: led(['A', 'B', 'C', 'D', 'E']) },
      shown: {
        wrong: '"routing_model": { "A": ["B"], "B": ["C"], "C": ["D"], "D": ["B"] }',
        right: '"routing_model": { "A": ["B"], "B": ["C"], "C": ["D"], "D": [] }',
      },
    },
  ],
  'routing-no-entry': [
    {
      of: 'top',
      at: '/routing_model',
      wrong: { ...model({ A: ['B'], B: ['C'], C: [] }), screens: around('A') },
      right: { ...model({ A: ['B'], B: ['C'], C: [] }), screens: around('C') },
      shown: {
        wrong: '"routing_model": { "CART": ["PAY"], "PAY": ["CART"] }',
        right: '"routing_model": { "CART": ["PAY"], "PAY": [] }',
      },
    },
  ],
  'routing-not-connected': [
    {
      of: 'top',
      at: '/routing_model/C',
      wrong: { ...model({ A: ['B'], B: [], C: [] }), screens: led(['A', 'B'], [last('C')]) },
      right: { ...model({ A: ['B', 'C'], B: [], C: [] }), screens: led(['A', 'B'], [last('C')]) },
      shown: {
        wrong: '"routing_model": { "A": ["B"], "B": [], "C": [] }',
        right: '"routing_model": { "A": ["B", "C"], "B": [], "C": [] }',
      },
    },
    { of: 'screens', at: '/2', wrong: led(['A', 'B'], [last('C')]), right: led(['A', 'B', 'C']) },
  ],
  'routing-undeclared-navigate': [
    {
      of: 'top',
      at: '/screens/0/layout/children/0/on-click-action/next/name',
      wrong: {
        ...model({ A: ['B'], B: ['C'], C: [] }),
        screens: [screen('A', [link(navigate('C')), footer(navigate('B'))]), ...led(['B', 'C'])],
      },
      right: {
        ...model({ A: ['B', 'C'], B: ['C'], C: [] }),
        screens: [screen('A', [link(navigate('C')), footer(navigate('B'))]), ...led(['B', 'C'])],
      },
      shown: {
        wrong: '"routing_model": { "A": ["B"], … } with a navigate from A to C',
        right: '"routing_model": { "A": ["B", "C"], … }',
      },
    },
  ],
  'dead-end': [
    {
      of: 'screens',
      at: '/1',
      wrong: [screen('A', [link(navigate('C')), footer(navigate('B'))]), screen('B', [text('Hi')]), last('C')],
      right: [
        screen('A', [link(navigate('C')), footer(navigate('B'))]),
        screen('B', [text('Hi'), footer(navigate('C'))]),
        last('C'),
      ],
    },
  ],
  'navigate-in-branch-without-routing': [
    {
      of: 'screens',
      at: '/0/layout/children/1/then/0/on-click-action/name',
      wrong: [screen('A', [ok, branch([footer(navigate('B'))], [footer(navigate('B'), 'Skip')])]), last('B')],
      right: [screen('A', [ok, branch([text('Hi')]), footer(navigate('B'))]), last('B')],
    },
  ],
  'if-then-empty': [
    {
      of: 'children',
      at: '/1/then',
      wrong: [ok, branch([], [text('No')])],
      right: [ok, branch([text('Yes')], [text('No')])],
    },
  ],
  'if-too-deep': [
    {
      of: 'children',
      at: '/1/then/0/then/0/then/0',
      wrong: [ok, branch([branch([branch([branch([text('Yes')])])])])],
      right: [ok, branch([branch([branch([text('Yes')])])])],
    },
  ],
  'not-in-branch': [
    {
      of: 'children',
      at: '/1/then/0/type',
      wrong: [ok, branch([{ type: 'RichText', text: '# Hi' }])],
      right: [ok, branch([text('# Hi', { markdown: true })])],
    },
    {
      of: 'children',
      at: '/1/cases/a/0/type',
      wrong: [choice('one'), cases({ a: [branch([text('Hi')])] }), ok],
      right: [choice('one'), cases({ a: [text('Hi')] }), ok],
    },
    {
      of: 'children',
      at: '/1/then/0/type',
      version: '7.0',
      wrong: [ok, branch([choice('tags', {}, 'ChipsSelector')])],
      right: [ok, branch([choice('tags', {}, 'CheckboxGroup')])],
    },
  ],
  'switch-empty': [
    {
      of: 'children',
      at: '/1/cases',
      wrong: [choice('one'), cases({})],
      right: [choice('one'), cases({ a: [text('A')] })],
    },
  ],
  'switch-case-name': [
    {
      of: 'children',
      at: '/1/cases/1',
      wrong: [choice('one'), cases({ 1: [text('A')] })],
      right: [choice('one'), cases({ a: [text('A')] })],
    },
  ],
  'switch-value': [
    {
      of: 'children',
      at: '/1/value',
      wrong: [choice('one'), cases({ a: [text('A')] }, 'one')],
      right: [choice('one'), cases({ a: [text('A')] })],
    },
  ],
  'footer-in-one-branch': [
    {
      of: 'children',
      at: '/1',
      wrong: [ok, branch([footer()])],
      right: [ok, branch([footer()], [footer(complete(), 'Skip')])],
    },
    {
      of: 'children',
      at: '/1',
      wrong: [choice('one'), cases({ a: [footer()], b: [text('B')] })],
      right: [choice('one'), cases({ a: [footer()], b: [footer()] })],
    },
  ],
  'footer-too-deep': [
    {
      of: 'children',
      at: '/1/then/0/then/0',
      wrong: [ok, branch([branch([footer()])])],
      right: [ok, branch([footer()], [footer(complete(), 'Skip')])],
    },
  ],
} satisfies Record<string, [Example, ...Example[]]>;
