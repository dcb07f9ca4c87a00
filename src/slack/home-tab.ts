import type { webApi } from '@slack/bolt';
import type { FlowRef } from '../cams/client.ts';
import { spaceLabel } from '../flows/spaces.ts';
import { toFault } from './fault.ts';
import type { ListenerParts } from './listener-parts.ts';
import { type Home, type HomeFlow, homeView, MOST_RECENT } from './messages/home.ts';
import { requestValueOf } from './request-value.ts';

type HomeParts = Pick<ListenerParts, 'accounts' | 'camsAccounts' | 'history' | 'favourites' | 'textsFor' | 'version'>;

async function homeOf(parts: HomeParts, teamId: string, userId: string): Promise<Home> {
  const { accounts, camsAccounts, history, favourites, version } = parts;
  const [recent, kept] = await Promise.all([
    history.recent(teamId, userId, MOST_RECENT),
    favourites.list(teamId, userId),
  ]);
  const shown = <Flow extends FlowRef & { name: string | undefined }>(flow: Flow): HomeFlow => ({
    flow: { flowId: flow.flowId, space: spaceLabel(accounts, flow) },
    name: flow.name,
    value: requestValueOf({
      flowIds: [flow.flowId],
      account: flow.account,
      custSpaceId: flow.custSpaceId,
      name: flow.name,
    }),
  });
  return {
    recent: recent.map((flow) => ({ ...shown(flow), at: flow.at })),
    favourites: kept.map(shown),
    accounts: camsAccounts.map((account) => {
      const { lastError, ...health } = account.health();
      return {
        name: account.name,
        health,
        lastError: lastError && { at: lastError.at, fault: toFault(lastError.error) },
      };
    }),
    version,
  };
}

/**
 * Shows somebody the app's Home tab as things stand.
 *
 * @throws what the store or `views.publish` throws.
 */
export async function publishHome(
  parts: HomeParts,
  client: webApi.WebClient,
  { teamId, userId }: { teamId: string; userId: string },
): Promise<void> {
  const [t, home] = await Promise.all([parts.textsFor({ teamId, userId }), homeOf(parts, teamId, userId)]);
  await client.views.publish({ user_id: userId, view: homeView(t, home) });
}
