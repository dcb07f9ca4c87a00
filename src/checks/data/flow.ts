import { bool, fixed, type Properties, properties, required, since, text } from './property.ts';

/** The top level of a flow (source: Meta, guides/flowjson). */
export const FLOW: Properties = properties({
  version: required(fixed({ kind: 'any' })),
  screens: required(fixed({ kind: 'list' })),
  routing_model: fixed({ kind: 'object' }),
  data_api_version: fixed({ kind: 'any' }),
  data_channel_uri: fixed({ kind: 'text' }),
});

/** A screen. */
export const SCREEN: Properties = properties({
  id: required(fixed({ kind: 'any' })),
  title: text(),
  layout: required(fixed({ kind: 'object' })),
  data: fixed({ kind: 'object' }),
  terminal: fixed(bool),
  success: fixed(bool),
  refresh_on_back: fixed(bool),
  sensitive: since('5.1', fixed({ kind: 'list' })),
});

export const LAYOUT: Properties = properties({
  type: required(fixed({ kind: 'text', values: ['SingleColumnLayout'] })),
  children: required(fixed({ kind: 'components' })),
});

/** Limits of a whole flow (sources: Meta, guides/flowjson and error codes; AWS's copy of the limits). */
export const FLOW_LIMITS = { screens: 100, bytes: 10 * 1024 * 1024, routesPerScreen: 10 } as const;

/** The screen ID that the endpoint answers with at the end; compared without regard to case. */
export const RESERVED_SCREEN_ID = 'success';

/** The types of a data model (RFC 8927 without null). */
export const DATA_TYPES: readonly string[] = ['string', 'number', 'boolean', 'object', 'array'];
