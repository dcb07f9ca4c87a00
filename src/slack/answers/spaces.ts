import type { FlowRef } from '../../cams/types.ts';
import { defaultSpaceOf, resolveSpace, type Space, spaceLabel, type UnknownSpace } from '../../flows/ids/spaces.ts';
import type { Destination } from '../../flows/records.ts';
import type { Result } from '../../result.ts';
import type { AccountSettings } from '../../settings/types.ts';
import type { NamedFlow } from '../messages/flow-name.ts';
import type { SpaceChoice } from '../messages/picker-view.ts';
import type { FlowArgument } from '../payloads/command/command.ts';
import type { AnswerParts } from './answer-parts.ts';

type SpaceParts = Pick<AnswerParts, 'accounts' | 'preferences'>;

/** Who makes a request, and where: the channel is absent in the Home tab and for a global shortcut. */
export interface Requester {
  teamId: string;
  userId: string;
  channelId: string | undefined;
}

/** The space that the channel has set, in the words of the settings; undefined where it has set none. */
export async function channelSpace(
  { preferences }: SpaceParts,
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
  parts: SpaceParts,
  requester: Requester,
  given: string | undefined,
): Promise<Result<Space, UnknownSpace>> {
  return resolveSpace(parts.accounts, given, await channelSpace(parts, requester));
}

/**
 * The flow that somebody names, in the space that is named with it.
 *
 * @param named its ID, and a space's name or ID as it was typed.
 */
export async function resolveFlow(
  parts: SpaceParts,
  requester: Requester,
  { flowId, space: given }: FlowArgument,
): Promise<Result<FlowRef, UnknownSpace>> {
  const space = await spaceFor(parts, requester, given);
  return space.ok ? { ok: true, value: { flowId, ...space.value } } : space;
}

/**
 * The channel's space, or the usual one. The channel's was checked when it was set: one that has left the settings since
 * means the usual space.
 */
export function effectiveSpace(
  accounts: readonly AccountSettings[],
  channelSpaceName: string | undefined,
): Result<Space, UnknownSpace> {
  const ofChannel = resolveSpace(accounts, undefined, channelSpaceName);
  return ofChannel.ok ? ofChannel : resolveSpace(accounts, undefined, undefined);
}

/** Where files go for a request that does not name a destination. */
export const usualDestination = ({ preferences }: SpaceParts, { teamId }: Requester): Promise<Destination> =>
  preferences.destination(teamId);

export const flowsIn = ({ account, custSpaceId }: Space, flowIds: readonly string[]): FlowRef[] =>
  flowIds.map((flowId) => ({ flowId, account, custSpaceId }));

/** A flow as messages name it. */
export const namedFlow = ({ accounts }: Pick<AnswerParts, 'accounts'>, flow: FlowRef): NamedFlow => ({
  flowId: flow.flowId,
  space: spaceLabel(accounts, flow),
});

/** The spaces that the settings name, for a list to choose from. */
export function spaceChoices(accounts: readonly AccountSettings[]): SpaceChoice[] {
  const several = accounts.length > 1;
  return accounts.flatMap((account) => [
    ...(several ? [{ name: account.name, label: spaceLabel(accounts, defaultSpaceOf(account)) ?? account.name }] : []),
    ...account.spaces.map(({ name, custSpaceId }) => ({
      name,
      label: spaceLabel(accounts, { account: account.name, custSpaceId }) ?? name,
    })),
  ]);
}

/** The names of the spaces, to be listed where somebody names one that does not exist. */
export const spaceNames = (accounts: readonly AccountSettings[]): string[] =>
  accounts.flatMap(({ spaces }) => spaces.map(({ name }) => name));
