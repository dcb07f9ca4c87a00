import type { FlowRef } from '../cams/types.ts';

/** Where a result goes: to the conversation that it was asked for in, or to nobody but the requester. */
export type Destination = 'conversation' | 'only-me';

/** What a channel and its workspace have set. */
export interface PlacePreferences {
  /** The name of the space that is asked when a command in the channel names none. */
  space: string | undefined;
  destination: Destination;
}

/** What a workspace and its channels have set. */
export interface Preferences {
  /** Both at once. @param channelId undefined: there is no channel, and so no space. */
  of(teamId: string, channelId: string | undefined): Promise<PlacePreferences>;
  /** As this process knew them last, without asking: to be confirmed where anything depends on it. */
  assumed(teamId: string, channelId: string | undefined): PlacePreferences;
  /** What turned out to be set, for `assumed`. */
  learn(teamId: string, channelId: string | undefined, preferences: PlacePreferences): void;
  /** `conversation` until the workspace sets another one. */
  destination(teamId: string): Promise<Destination>;
  setDestination(teamId: string, destination: Destination): Promise<void>;
  /** The name of the space that is asked when a command in this channel names none. */
  space(teamId: string, channelId: string): Promise<string | undefined>;
  /** `undefined` takes the channel's space away. */
  setSpace(teamId: string, channelId: string, space: string | undefined): Promise<void>;
}

/** A person in a workspace: Slack's user IDs mean something only together with the workspace's. */
export interface Person {
  teamId: string;
  userId: string;
}

/** A flow as a person knew it. */
export interface RememberedFlow extends FlowRef {
  /** The name in Alibaba Cloud, where it was known. */
  name: string | undefined;
  /** When it was fetched, or made a favourite; Unix ms. */
  at: number;
}

export interface RecentFetch extends RememberedFlow {
  /** The channel that the flow was asked for in. */
  channelId: string;
}

/** What each person fetched lately. */
export interface FetchHistory {
  /** Remembers the fetch, and forgets all but the person's 100 newest flows. */
  add(fetch: Person & RecentFetch): Promise<void>;
  /** Newest first, each flow once with its latest fetch. */
  recent(teamId: string, userId: string, limit: number): Promise<RecentFetch[]>;
}

/** What each person wants at hand. */
export interface Favourites {
  /** A favourite that is added again keeps its place. `full`: the person has 25 already, and nothing was added. */
  add(favourite: Person & RememberedFlow): Promise<'added' | 'full'>;
  /** What is no favourite stays none. */
  remove(favourite: Person & Pick<RememberedFlow, 'flowId' | 'account' | 'custSpaceId'>): Promise<void>;
  /** In the order of adding. */
  list(teamId: string, userId: string): Promise<RememberedFlow[]>;
}
