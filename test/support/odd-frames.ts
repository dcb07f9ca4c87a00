const envelope = (more: object) => JSON.stringify({ envelope_id: 'e', accepts_response_payload: false, ...more });
const event = (payload: unknown) => envelope({ type: 'events_api', payload });

/** Frames that Slack never sends through a link of Socket Mode. */
export const ODD_FRAMES: readonly (string | Uint8Array)[] = [
  ...['null', '[]', '"x"', '5', '', '{', '{}', 'hello', '{"type":null}', '{"type":"__proto__"}', '{"type":"hello"}'],
  new Uint8Array(0),
  new Uint8Array([0xff, 0xfe, 0x00]),
  new TextEncoder().encode(event({ event: { type: 'message' } })),
  envelope({ type: 'events_api' }),
  ...[null, 5, [], {}, { event: null }, { event: 5 }, { event: {} }, { event: { type: 5 } }].map(event),
  // Names by which the client tells itself what happened.
  ...['close', 'error', 'ws_message', 'slack_event', 'connected', 'disconnected', 'newListener'].map((type) =>
    event({ event: { type } }),
  ),
  ...['close', 'error', 'ws_message', 'disconnected', 'nobody_knows', ''].map((type) =>
    envelope({ type, payload: {} }),
  ),
  envelope({ type: 'slash_commands', payload: { command: '/flow-json', text: { a: 1 }, team_id: 5 } }),
  envelope({ type: 'interactive', payload: { type: 'block_actions', actions: null } }),
  envelope({ type: 'interactive', payload: JSON.parse('{"__proto__":{"type":"x"},"constructor":1}') }),
  JSON.stringify({ type: 'interactive', envelope_id: { a: 1 }, payload: {} }),
  JSON.stringify({ type: 'interactive', envelope_id: 'e', payload: {}, retry_attempt: 'x', retry_reason: 5 }),
  `{"type":"interactive","envelope_id":"e","payload":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
  `{"type":"interactive","envelope_id":"e","payload":{"text":"${'x'.repeat(4_000_000)}"}}`,
];
