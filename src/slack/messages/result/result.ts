import type { FetchedFlow } from '../../../flows/fetch/fetch-flow.ts';
import type { DetailsInTime } from '../../../flows/fetch/flow-details.ts';
import type { ShareContext } from '../delivered.ts';
import type { NamedFlow } from '../flow-name.ts';
import type { ResultChecks } from './checks.ts';

/** What a shared result is made of. */
export interface Result {
  flow: NamedFlow;
  fetched: Pick<FetchedFlow, 'flowJson' | 'details' | 'fetchedAt' | 'sinceSeen' | 'maskedSecrets' | 'offered'>;
  /** What the buttons give back: which flow, and where to. */
  value: string;
  /** What *What changed* gives back; absent: there is nothing to show. */
  stepValue?: string | undefined;
  /** Absent: nobody looked. */
  checks?: ResultChecks | undefined;
}

/** For whom a result is shared, and where. */
export interface SharedWith extends ShareContext {
  requesterId: string;
  /** There is no JSON among the files. */
  isPictureOnly?: boolean;
}

export const knownDetails = (outcome: DetailsInTime) => (outcome.is === 'known' ? outcome.details : undefined);
