import type { FlowRef } from '../../cams/types.ts';
import type { SightNotice } from '../../notify/notice.ts';
import type { WatchSight } from '../../notify/records.ts';
import type { NamedFlow } from '../messages/flow-name.ts';
import type { Sight } from '../messages/sight.ts';
import { type Fault, faultOfPoll } from './fault.ts';

type Sights = Pick<SightNotice, 'blind' | 'seen'>;

/** Of a flow that is out of sight. */
const factsOf = ({ failure, failingSince }: WatchSight): { since: number; fault: Fault } => ({
  since: failingSince ?? 0,
  fault: failure === undefined ? { kind: 'unknown' } : faultOfPoll(failure),
});

/** As messages show it: a fault of an account is one line, however many of its flows meet it. */
export function sightOf(
  { blind, seen }: Sights,
  name: (flow: FlowRef) => NamedFlow,
): Omit<Sight, 'channelId' | 'haveOperators'> {
  const ofAccounts = Map.groupBy(
    blind.filter(({ problem }) => problem !== undefined),
    ({ flow, problem }) => `${flow.account} ${problem}`,
  );
  const accounts = [...ofAccounts.values()].flatMap((sights) => {
    const [first] = sights.toSorted((one, other) => (one.failingSince ?? 0) - (other.failingSince ?? 0));
    if (first === undefined) return [];
    return [{ account: first.flow.account, flows: sights.map(({ flow }) => name(flow)), ...factsOf(first) }];
  });
  const flows = blind
    .filter(({ problem }) => problem === undefined)
    .map((sight) => ({ flow: name(sight.flow), ...factsOf(sight) }));
  return { accounts, flows, seen: seen.map(({ flow }) => name(flow)) };
}

/**
 * What each creator of watches is told directly. A fault of the account is for the operators, who can do something about it:
 * hundreds of direct messages would help nobody.
 */
export function creatorsOf({ blind, seen }: Sights): Map<string, { blind: WatchSight[]; seen: WatchSight[] }> {
  const creators = new Map<string, { blind: WatchSight[]; seen: WatchSight[] }>();
  const of = (userId: string) => {
    const own = creators.get(userId) ?? { blind: [], seen: [] };
    creators.set(userId, own);
    return own;
  };
  for (const sight of blind) if (sight.problem === undefined) of(sight.createdBy).blind.push(sight);
  for (const sight of seen) if (!sight.toldScope?.startsWith('account ')) of(sight.createdBy).seen.push(sight);
  return creators;
}
