import type { FlowRef } from '../../cams/client.ts';
import { type Place, resolveSpace, spaceLabel } from '../../flows/ids/spaces.ts';
import type { AccountSettings } from '../../settings/types.ts';
import type { ListenerParts } from '../listeners/listener-parts.ts';
import type { NamedFlow } from '../messages/flow-name.ts';
import type { SpaceChoice } from '../messages/picker-view.ts';
import type { CommandProblem, Destination } from '../payloads/command/command.ts';

type PlaceParts = Pick<ListenerParts, 'accounts' | 'preferences'>;

/** Who asks, and where: the channel is absent in the Home tab and for a global shortcut. */
export interface Requester {
  teamId: string;
  userId: string;
  channelId: string | undefined;
}

/** The space that the channel has set, in the words of the settings; undefined where it has set none. */
export async function channelSpace(
  { preferences }: PlaceParts,
  { teamId, channelId }: Requester,
): Promise<string | undefined> {
  return channelId === undefined ? undefined : preferences.space(teamId, channelId);
}

/**
 * Where the flows lie that somebody asks for.
 *
 * @param given a space's name or ID, as it was typed; undefined: the channel's, else the usual one.
 */
export async function spaceFor(
  parts: PlaceParts,
  requester: Requester,
  given: string | undefined,
): Promise<Place | Extract<CommandProblem, { problem: 'unknown-space' }>> {
  return resolveSpace(parts.accounts, given, await channelSpace(parts, requester));
}

/**
 * The channel's space, or the usual one. The channel's was checked when it was set: one that has left the settings since
 * means the usual space.
 */
export async function effectiveSpace(parts: PlaceParts, requester: Requester): Promise<Place> {
  const place = await spaceFor(parts, requester, undefined);
  if (!('problem' in place)) return place;
  const usual = resolveSpace(parts.accounts, undefined, undefined);
  if ('problem' in usual) throw new Error('The settings name no account');
  return usual;
}

/** Where the files go that somebody asks for, if they don't say. */
export const usualDestination = ({ preferences }: PlaceParts, { teamId }: Requester): Promise<Destination> =>
  preferences.destination(teamId);

export const flowsIn = ({ account, custSpaceId }: Place, flowIds: readonly string[]): FlowRef[] =>
  flowIds.map((flowId) => ({ flowId, account, custSpaceId }));

/** A flow as messages name it. */
export const namedFlow = ({ accounts }: Pick<ListenerParts, 'accounts'>, flow: FlowRef): NamedFlow => ({
  flowId: flow.flowId,
  space: spaceLabel(accounts, flow),
});

/** The spaces that the settings name, for a list to choose from. */
export function spaceChoices(accounts: readonly AccountSettings[]): SpaceChoice[] {
  const several = accounts.length > 1;
  return accounts.flatMap((account) => [
    ...(several ? [{ name: account.name, label: spaceLabel(accounts, placeOf(account)) ?? account.name }] : []),
    ...account.spaces.map(({ name, custSpaceId }) => ({
      name,
      label: spaceLabel(accounts, { account: account.name, custSpaceId }) ?? name,
    })),
  ]);
}

const placeOf = ({ name: account, custSpaceId }: AccountSettings): Place => ({ account, custSpaceId });

/** The names of the spaces, to be told where somebody names one that does not exist. */
export const spaceNames = (accounts: readonly AccountSettings[]): string[] =>
  accounts.flatMap(({ spaces }) => spaces.map(({ name }) => name));
