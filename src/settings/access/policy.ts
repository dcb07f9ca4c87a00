/** What can be done with a flow. */
export const FLOW_RIGHTS = ['fetch', 'list', 'watch', 'compare', 'check'] as const;
/** What can be done to a channel, to the workspace, or to the bot. */
const PLACE_RIGHTS = ['settings', 'ops', 'administer'] as const;
export const RIGHTS = [...FLOW_RIGHTS, ...PLACE_RIGHTS] as const;

export type FlowRight = (typeof FLOW_RIGHTS)[number];
export type Right = (typeof RIGHTS)[number];

/**
 * Whom a rule is about. Guests, bots and people of other organisations are never `everybody`. A group's `id` is as the file
 * names it: `S…`, `T…/S…` of a workspace, or its handle with `@`.
 */
export type WhoPattern = { kind: 'everybody' | 'admins' | 'guests' } | { kind: 'person' | 'group'; id: string };

/** Where a rule holds: `direct-message` is also the Home tab, and whatever else belongs to no conversation. */
export type WherePattern = { kind: 'public' | 'private' | 'direct-message' } | { kind: 'channel'; id: string };

/** The flows that a rule is about. */
export interface WhichPattern {
  /** Its name in the settings; absent: any. */
  account: string | undefined;
  /** Absent: any. */
  space: { custSpaceId: string | undefined } | undefined;
  /** With `*` for any text and `?` for any one character, in small letters; absent: any. */
  flow: string | undefined;
}

/** A rule: it holds where each of its parts does. An absent part holds always. */
export interface AccessRule {
  /** Unique; people read it where it refuses something. */
  name: string;
  effect: 'allow' | 'deny';
  rights: readonly Right[];
  who: readonly WhoPattern[];
  where: readonly WherePattern[] | undefined;
  /** Of flow rights only. */
  which: readonly WhichPattern[] | undefined;
}

/** Whom people are told to ask: a person, a user group or a channel. */
export interface WhomToAsk {
  kind: 'person' | 'group' | 'channel';
  id: string;
}

/** Who may do what. A rule that denies wins over each that allows, in whatever order they stand. */
export interface AccessPolicy {
  /** Where no rule says anything: `members`, all but `administer` for members and that for admins too; `deny`, nothing. */
  default: 'members' | 'deny';
  /** Absent: an administrator of the workspace. */
  ask: WhomToAsk | undefined;
  /** Before `ask`, in the workspaces that are named. */
  askIn?: ReadonlyMap<string, WhomToAsk>;
  rules: readonly AccessRule[];
}

/** The rules of a bot without a file of them. */
export const USUAL_POLICY: AccessPolicy = { default: 'members', ask: undefined, rules: [] };
