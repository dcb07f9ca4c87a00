import { type Translate, translateTo } from '../../i18n.ts';
import type { Watches } from '../../notify/records.ts';
import type { TextsFor } from '../workspaces/languages.ts';

/** A channel has no language of its own: that of whoever watched there first. */
export const createTextsForChannel =
  ({ watches, textsFor }: { watches: Pick<Watches, 'ofChannel'>; textsFor: TextsFor }) =>
  async ({ teamId, channelId }: { teamId: string; channelId: string }): Promise<Translate> => {
    const [first] = await watches.ofChannel(teamId, channelId);
    return first === undefined ? translateTo('en') : textsFor({ teamId, userId: first.createdBy });
  };
