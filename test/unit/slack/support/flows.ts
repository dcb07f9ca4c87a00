import type { FlowDetails } from '../../../../src/cams/types.ts';
import type { CataloguedFlow } from '../../../../src/flows/catalogue/records.ts';
import type { DetailsInTime } from '../../../../src/flows/fetch/flow-details.ts';
import { readFlowDocument } from '../../../../src/flows/json/flow-document.ts';
import type { FlowScreen } from '../../../../src/flows/json/flow-json.ts';
import type { ResultChecks } from '../../../../src/slack/messages/result/checks.ts';
import type { Result } from '../../../../src/slack/messages/result/result.ts';
import { requestValueOf } from '../../../../src/slack/payloads/request-value.ts';

/** 5,000 characters that would call the channel, end code, be filled in anew, turn the line round, and not be seen. */
export const HOSTILE = '<!channel> `$t(common.flow)` *{{flow}}* & \u202E\u2066\u200B\u00AD'.repeat(120).slice(0, 5000);

/** As much as a check says. */
export const hostileChecks: ResultChecks = {
  is: 'checked',
  value: 'v',
  summary: 'Checks: 2000 that Meta refuses, 2000 that fail on the phone, 2000 that hurt, 2000 pieces of advice',
  worst: [HOSTILE, HOSTILE, HOSTILE],
  rest: 8000,
};

/** As long as an ID gets; each number gives another one. */
export const longId = (index: number): string => `${'1'.repeat(62)}${10 + index}`;

/** One after the other. */
export const screens = (count: number): FlowScreen[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `SCREEN_${index}`,
    title: undefined,
    isTerminal: index === 1,
    next: index === count - 1 ? [] : [`SCREEN_${index + 1}`],
    isReached: true,
  }));

export const details: FlowDetails = {
  name: 'Sign-up',
  status: 'PUBLISHED',
  categories: ['SIGN_UP', 'OTHER'],
  jsonVersion: '6.2',
  dataApiVersion: '3.0',
  preview: { url: 'https://business.facebook.com/wa/manage/flows/1/preview/?token=1', expiresAt: 1_700_100_000_000 },
};

export const hostileDetails: FlowDetails = {
  name: HOSTILE,
  status: 'BLOCKED',
  categories: Array(50).fill(HOSTILE),
  jsonVersion: HOSTILE,
  dataApiVersion: HOSTILE,
  preview: { url: 'https://business.facebook.com/preview', expiresAt: undefined },
};

const summary = {
  version: '6.2',
  dataApiVersion: '3.0',
  screens: screens(2),
  screenCount: 2,
  bytes: 11_200,
  sha256: 'ab12cd34ef56ab12cd34ef56ab12cd34ef56ab12cd34ef56ab12cd34ef56ab12',
};

export const knownOf = (of: FlowDetails): DetailsInTime & { is: 'known' } => ({ is: 'known', details: of });

/** A flow as it is shared; what is given takes the place of the usual. */
export function resultOf(
  given: {
    flowId?: string;
    space?: string;
    details?: FlowDetails;
    /** In place of the details. */
    missing?: Exclude<DetailsInTime, { is: 'known' }>;
    summary?: Partial<Result['fetched']['flowJson']['summary']>;
  } = {},
): Result {
  const flowId = given.flowId ?? '17b6aa11';
  return {
    flow: { flowId, space: given.space },
    fetched: {
      flowJson: { ...readFlowDocument('{}'), summary: { ...summary, ...given.summary } },
      details: given.missing ?? knownOf(given.details ?? details),
      fetchedAt: 1_700_000_000_000,
    },
    value: requestValueOf({ flowIds: [flowId], account: 'default', custSpaceId: undefined }),
  };
}

/** A flow of the default account's list. */
export const catalogued = (given: Partial<CataloguedFlow> = {}): CataloguedFlow => ({
  account: 'default',
  custSpaceId: undefined,
  flowId: '17b6aa11',
  name: 'Sign-up',
  categories: [],
  status: undefined,
  ...given,
});
