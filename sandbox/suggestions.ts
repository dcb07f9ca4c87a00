import { FAULTS } from './cams/faults.ts';
import { SAMPLE_FLOWS } from './cams/sample-flows.ts';
import type { Suggestion } from './slack/page-api.ts';

const command = (text: string) => `/flow-json ${text}`;

/** What to type first, and then: every sample flow, and every fault that a command can meet. */
export const SUGGESTIONS: readonly Suggestion[] = [
  ...SAMPLE_FLOWS.map(({ flowId, name, status }) => ({
    command: command(flowId),
    what: `${name} (${status.toLowerCase()})`,
  })),
  { command: command(`watch ${SAMPLE_FLOWS[0]?.flowId} every 5m`), what: 'Say so here when this flow changes' },
  { command: command('help'), what: 'Usage' },
  ...FAULTS.map(({ flowId, what }) => ({ command: command(flowId), what })),
];
