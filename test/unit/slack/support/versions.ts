import type { FlowVersion } from '../../../../src/flows/fetch/flow-versions.ts';

/** A version of a flow, with what the test says of it. */
export const version = (
  number: number,
  { flowId = '17b6aa11', ...given }: Partial<Omit<FlowVersion, 'flow' | 'version'>> & { flowId?: string } = {},
): FlowVersion => ({
  flow: { flowId, account: 'default', custSpaceId: undefined },
  version: number,
  contentHash: String(number).repeat(64).slice(0, 64),
  file: { sha256: `f${number}`.padEnd(64, '0'), bytes: 15 + String(number).length },
  name: 'Sign-up',
  status: 'PUBLISHED',
  firstSeenAt: Date.UTC(2026, 10, 24, 12),
  firstSeenBy: undefined,
  json: `{"version":"${number}"}`,
  ...given,
});
