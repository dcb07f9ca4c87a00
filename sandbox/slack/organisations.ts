import { z } from 'zod';
import { TEAM_ID } from './emulator.ts';
import type { Person } from './page-api.ts';

const user = z.looseObject({ id: z.string(), team_id: z.string() });
const team = z.looseObject({ id: z.string(), name: z.string() });
const channel = z.looseObject({ id: z.string(), is_im: z.boolean(), is_private: z.boolean() });

/** A channel of several organisations, and the other one. */
export interface SharedChannel {
  id: string;
  teamId: string;
  teamName: string;
}

/** What Slack says of guests, of people of another organisation, and of channels shared with it. */
export interface Organisations {
  sharedWith(conversationId: string): string | undefined;
  /**
   * A user as `users.info` gives one, a guest or an admin too (source: "user" in Slack's docs on object types). `is_stranger` is said of somebody
   * of another workspace whom the app shares no channel with.
   *
   * @param isInShared whether the app is in a channel that is shared with that person's organisation.
   */
  amendUser(given: unknown, isInShared: boolean): unknown;
  /** A conversation as `conversations.info` gives one (source: "conversation" in Slack's docs on object types). */
  amendChannel(given: unknown): unknown;
  /**
   * A workspace as `team.info` gives one: also that of another organisation, which is in a channel of this one.
   *
   * @param asked the `team` of the call.
   */
  amendTeam(given: unknown, asked: unknown): unknown;
}

export function createOrganisations(people: readonly Person[], shared: readonly SharedChannel[]): Organisations {
  const sharedChannel = (id: string) => shared.find((each) => each.id === id);
  return {
    sharedWith: (id) => sharedChannel(id)?.teamName,

    amendUser(given, isInShared) {
      const known = user.parse(given);
      const { guest, outside, isAdmin } = people.find(({ id }) => id === known.id) ?? {};
      return {
        ...known,
        team_id: outside?.teamId ?? known.team_id,
        is_restricted: guest !== undefined,
        is_ultra_restricted: guest === 'single-channel',
        is_admin: isAdmin === true,
        ...(outside === undefined ? {} : { is_stranger: !isInShared }),
      };
    },

    amendTeam(given, asked) {
      const other = shared.find(({ teamId }) => teamId === asked);
      return other === undefined ? given : { ...team.parse(given), id: other.teamId, name: other.teamName };
    },

    amendChannel(given) {
      const known = channel.parse(given);
      const { id, is_im: isIm, is_private: isPrivate } = known;
      const other = sharedChannel(id);
      return {
        ...known,
        is_channel: !isIm && !isPrivate,
        is_group: !isIm && isPrivate,
        is_general: false,
        is_shared: other !== undefined,
        is_ext_shared: other !== undefined,
        is_org_shared: false,
        is_pending_ext_shared: false,
        pending_shared: [],
        pending_connected_team_ids: [],
        context_team_id: TEAM_ID,
        shared_team_ids: [TEAM_ID, ...(other === undefined ? [] : [other.teamId])],
        ...(other === undefined
          ? {}
          : { conversation_host_id: TEAM_ID, internal_team_ids: [TEAM_ID], connected_team_ids: [other.teamId] }),
      };
    },
  };
}
