import type { FlowRef } from '../../cams/types.ts';
import { matchName, type NameMatch } from '../../flows/catalogue/match-name.ts';
import { defaultSpaceOf, resolveSpace, type Space, spaceLabel, type UnknownSpace } from '../../flows/ids/spaces.ts';
import type { Destination } from '../../flows/records.ts';
import type { Result } from '../../result.ts';
import type { AccountSettings } from '../../settings/types.ts';
import type { NamedFlow } from '../messages/flow-name.ts';
import type { SpaceChoice } from '../messages/picker-view.ts';
import type { CommandProblem, FlowArgument } from '../payloads/command/command.ts';
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

/** Why a name stands for no one flow of a space. */
export function nameProblem(match: Exclude<NameMatch, { is: 'one' }>, given: string, space: Space): CommandProblem {
  if (match.is === 'none') return { kind: 'no-flow-named', given, space };
  if (match.is === 'not-known') return { kind: 'not-a-flow-id', given };
  const flows = match.flows.map(({ flowId, name }) => ({ flowId, name }));
  return { kind: 'several-flows-named', given, flows, total: match.total };
}

/**
 * The flow that somebody names, in the space that is named with it.
 *
 * @param named its ID or a part of its name, and a space's name or ID as it was typed.
 * @throws what the store throws.
 */
export async function resolveFlow(
  parts: SpaceParts & Pick<AnswerParts, 'catalogue'>,
  requester: Requester,
  named: FlowArgument,
): Promise<Result<FlowRef, CommandProblem>> {
  const space = await spaceFor(parts, requester, named.space);
  if (!space.ok) return space;
  if ('flowId' in named) return { ok: true, value: { flowId: named.flowId, ...space.value } };
  const match = await matchName(parts.catalogue, space.value, named.name);
  return match.is === 'one'
    ? { ok: true, value: { flowId: match.flow.flowId, ...space.value } }
    : { ok: false, error: nameProblem(match, named.name, space.value) };
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
