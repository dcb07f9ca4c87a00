import type { AccessFacts, Fact } from '../../../access/access.ts';
import type { PlaceKind } from '../../../access/question.ts';
import type { Clock } from '../../../clock.ts';
import type { Person } from '../../../flows/records.ts';
import type { Log } from '../../../log.ts';
import type { AskConversation } from '../../delivery/conversation-info.ts';
import { platformCodeOf } from '../../delivery/slack-error.ts';
import type { Clients } from '../clients.ts';
import type { Groups } from './groups.ts';
import { createKeptFacts } from './kept-facts.ts';
import type { PersonInfo } from './people.ts';

export interface AccessFactsParts {
  clientFor: Clients['clientFor'];
  askConversation: AskConversation;
  people: (person: Person) => Fact<PersonInfo>;
  groups: Pick<Groups, 'isIn'>;
  clock: Clock;
  log: Pick<Log, 'warn'>;
}

/** A channel is made private once at the most. */
const PLACE_KEPT_FOR_MS = 10 * 60 * 1000;

function then<T, U>(fact: Fact<T>, read: (value: T) => U | undefined): Fact<U> {
  if (fact instanceof Promise) return fact.then((value) => (value === undefined ? undefined : read(value)));
  return fact === undefined ? undefined : read(fact);
}

/**
 * Asks Slack for what the rules name: people, the groups that they are in, and a conversation by `conversations.info`
 * (`channels:read`, `groups:read`). Where a scope is missing, its kind of channel isn't known: of the rules for kinds of
 * conversations, each that denies holds there and none that allows, and the log says so.
 */
export function createAccessFacts({
  clientFor,
  askConversation,
  people,
  groups,
  clock,
  log,
}: AccessFactsParts): AccessFacts {
  const places = createKeptFacts<PlaceKind>(
    async (key) => {
      const [teamId = '', channel = ''] = key.split(' ');
      try {
        const info = await askConversation(await clientFor(teamId), channel);
        const { is_im: isIm, is_mpim: isMpim, is_private: isPrivate } = info;
        if (isIm === true) return 'direct-message';
        return isPrivate === true || isMpim === true ? 'private' : 'public';
      } catch (error) {
        // A public channel is shown to every app of the workspace.
        if (platformCodeOf(error) === 'channel_not_found') return 'private';
        log.warn({ err: error, teamId, channel }, 'Slack does not say what kind of conversation it is');
        return undefined;
      }
    },
    { keptForMs: PLACE_KEPT_FOR_MS, clock },
  );

  return {
    person: (person) => then(people(person), ({ facts }) => facts),
    isInGroup: groups.isIn,
    placeKind: (teamId, channelId) => places(`${teamId} ${channelId}`),
  };
}
