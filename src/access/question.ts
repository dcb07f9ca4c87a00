import type { FlowRef } from '../cams/types.ts';

/** What Slack says of a person, seen from the workspace that they act in. */
export interface PersonFacts {
  /** `outsider`: of another organisation, met in a channel that is shared with it. */
  kind: 'member' | 'guest' | 'bot' | 'outsider';
  /** An admin or owner of the workspace. */
  isAdmin: boolean;
}

/** Who asks. */
export interface Who {
  userId: string;
  /** Undefined: Slack did not say. */
  facts: PersonFacts | undefined;
  /** By group: whether the person is in it; a group that is not here is one of which Slack did not say. */
  groups: ReadonlyMap<string, boolean>;
}

/** `private`: a private channel, or a group of people who write to one another. */
export type PlaceKind = 'public' | 'private' | 'direct-message';

/** Where somebody asks. */
export type Where =
  | {
      /** `direct-message` without an ID: the Home tab, or a menu that belongs to no conversation. */
      channelId: string | undefined;
      /** Undefined: Slack did not say. */
      kind: PlaceKind | undefined;
    }
  /** What is not of one conversation but of all: no rule for some place opens it. */
  | 'workspace';

/** The flow that it is about, as far as that is known: a space's flows without an ID, an account's without a space. */
export type Which = Pick<FlowRef, 'account'> &
  Partial<Pick<FlowRef, 'custSpaceId' | 'flowId'>> & { isOfAnySpace?: true };
