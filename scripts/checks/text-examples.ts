import { type Example, exchange, footer, input, last } from './example.ts';

const RIGHT = JSON.stringify({ version: '7.3', screens: [last('DEMO')] });
const endpoint = { data_api_version: '3.0', routing_model: { DEMO: [] } };
const asks = (more = {}) => ({ ...more, screens: [last('DEMO', {}, [footer(exchange())])] });
const withErrors = (children: unknown[]) => ({
  ...endpoint,
  screens: [
    last('DEMO', { data: { errors: { type: 'object', properties: { slot: { type: 'string' } }, __example__: {} } } }, [
      ...children,
      footer(exchange({ slot: '${form.slot}' })),
    ]),
  ],
});

export const TEXT_EXAMPLES = {
  'json-syntax': [
    {
      of: 'text',
      at: '',
      wrong: '{\n  "version": "7.3",\n  "screens": [],\n}',
      right: RIGHT,
      shown: { wrong: '{ "version": "7.3", "screens": [], }', right: '{ "version": "7.3", "screens": [] }' },
    },
  ],
  'repeated-key': [
    {
      of: 'text',
      at: '/version',
      wrong: RIGHT.replace('{"version":"7.3"', '{"version":"7.2","version":"7.3"'),
      right: RIGHT,
      shown: { wrong: '{ "version": "7.2", "version": "7.3", … }', right: '{ "version": "7.3", … }' },
    },
  ],
  'nested-too-deep': [
    {
      of: 'text',
      at: '',
      isShownOnly: true,
      wrong: '{ "type": "If", "then": [{ "type": "If", "then": [ … forty levels … ] }] }',
      right: '{ "type": "If", "condition": "${form.agree}", "then": [{ "type": "TextBody", "text": "Hello" }] }',
    },
  ],
  'findings-left-out': [
    {
      of: 'text',
      at: '',
      isShownOnly: true,
      wrong: '[{ "id": "a", "titel": "A" }, … and 300 more with the same fault … ]',
      right: '[{ "id": "a", "title": "A" }, … ]',
    },
  ],
  'flow-not-an-object': [
    {
      of: 'text',
      at: '',
      wrong: '[]',
      right: RIGHT,
      shown: { wrong: '[]', right: '{ "version": "7.3", "screens": [ … ] }' },
    },
  ],
  'flow-too-large': [
    {
      of: 'text',
      at: '',
      wrong: `${RIGHT.slice(0, -1)}${' '.repeat(10 * 1024 * 1024)}}`,
      right: RIGHT,
      shown: { wrong: 'a flow of 12 MB', right: 'a flow of 2 MB' },
    },
  ],
  'version-missing': [
    {
      of: 'top',
      at: '',
      wrong: { version: undefined },
      right: { version: '7.3' },
      shown: { wrong: '{ "screens": [ … ] }', right: '{ "version": "7.3", "screens": [ … ] }' },
    },
  ],
  'version-not-a-text': [{ of: 'top', at: '/version', wrong: { version: 7.3 }, right: { version: '7.3' } }],
  'version-unknown': [
    { of: 'top', at: '/version', wrong: { version: '6.4' }, right: { version: '6.3' } },
    { of: 'top', at: '/version', wrong: { version: '7' }, right: { version: '7.0' } },
    { of: 'top', at: '/version', wrong: { version: 'latest' }, right: { version: '7.2' } },
    { of: 'top', at: '/version', wrong: { version: '' }, right: { version: '7.2' } },
  ],
  'version-frozen': [
    { of: 'top', at: '/version', wrong: { version: '5.0' }, right: { version: '5.1' } },
    { of: 'top', at: '/version', wrong: { version: '2.1' }, right: { version: '6.0' } },
  ],
  'version-newer': [
    { of: 'top', at: '/version', wrong: { version: '8.0' }, right: { version: '7.3' } },
    { of: 'top', at: '/version', wrong: { version: '7.4' }, right: { version: '7.3' } },
  ],
  'data-api-version-missing': [
    { of: 'top', at: '/screens/0/layout/children/0/on-click-action/name', wrong: asks(), right: asks(endpoint) },
    {
      of: 'top',
      at: '/screens/0/layout/children/0/on-click-action/name',
      wrong: asks({ routing_model: { DEMO: [] } }),
      right: asks(endpoint),
    },
  ],
  'data-api-version-unknown': [
    { of: 'top', at: '/data_api_version', wrong: { ...endpoint, data_api_version: '2.0' }, right: endpoint },
    { of: 'top', at: '/data_api_version', wrong: { ...endpoint, data_api_version: 3 }, right: endpoint },
    {
      of: 'top',
      at: '/data_api_version',
      version: '7.2',
      wrong: { ...endpoint, data_api_version: '4.0' },
      right: endpoint,
    },
  ],
  'routing-model-missing': [
    { of: 'top', at: '/data_api_version', wrong: { data_api_version: '3.0' }, right: endpoint },
  ],
  'data-channel-uri-removed': [
    {
      of: 'top',
      at: '/data_channel_uri',
      wrong: { data_channel_uri: 'https://example.com' },
      right: {},
      shown: {
        wrong: '{ "version": "7.3", "data_channel_uri": "https://example.com", … }',
        right: '{ "version": "7.3", … }',
      },
    },
  ],
  'data-channel-uri-missing': [
    {
      of: 'top',
      at: '/data_api_version',
      version: '2.1',
      wrong: endpoint,
      right: { ...endpoint, data_channel_uri: 'https://example.com' },
    },
  ],
  'errors-never-shown': [
    {
      of: 'top',
      at: '/screens/0/data/errors',
      wrong: withErrors([input('slot')]),
      right: withErrors([input('slot', { 'error-message': '${data.errors.slot}' })]),
    },
  ],
} satisfies Record<string, [Example, ...Example[]]>;
