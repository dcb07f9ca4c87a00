import { z } from 'zod';
import type { CallArgs } from './call-body.ts';
import type { Emulator } from './emulator.ts';
import { createHistory } from './history.ts';
import type { Organisations, SharedChannel } from './organisations.ts';
import type { Person } from './page-api.ts';
import type { Threads } from './threads.ts';

const userAnswer = z.looseObject({ user: z.looseObject({ id: z.string() }) });
const channelAnswer = z.looseObject({ channel: z.unknown() });
const teamAnswer = z.looseObject({ team: z.unknown() });
const channelsAnswer = z.looseObject({ channels: z.array(z.unknown()) });
const membership = z.object({ channel: z.object({ is_member: z.boolean() }) });

const isYes = (value: unknown) => ['true', '1', true, 1].some((yes) => value === yes);

export interface AmendmentsParts {
  emulator: Emulator;
  people: readonly Person[];
  organisations: Organisations;
  shared: readonly SharedChannel[];
  threads: Threads;
}

/**
 * Adds to an answer what Slack says and emulate does not: of a person the `locale` where `include_locale` asks for it, and
 * whether it is a guest or an outsider; whom a channel is shared with, and what they are called; what was sent to the channel from a thread; pages
 * of a thread.
 */
export function createAmendments({ emulator, people, organisations, shared, threads }: AmendmentsParts) {
  const history = createHistory(emulator);

  const isBotIn = async ({ id }: SharedChannel) =>
    membership.safeParse(await emulator.call('workspace', 'conversations.info', { channel: id })).data?.channel
      .is_member === true;

  async function amendUser(args: CallArgs, answer: unknown): Promise<unknown> {
    const { user, ...rest } = userAnswer.parse(answer);
    const person = people.find(({ id }) => id === user.id);
    const meetingPlaces = shared.filter(({ teamId }) => teamId === person?.outside?.teamId);
    const isInShared = (await Promise.all(meetingPlaces.map(isBotIn))).includes(true);
    const locale = isYes(args.include_locale) && person !== undefined ? { locale: person.locale } : {};
    return { ...rest, user: { ...Object(organisations.amendUser(user, isInShared)), ...locale } };
  }

  const amendChannel = (answer: unknown) => {
    const { channel, ...rest } = channelAnswer.parse(answer);
    return { ...rest, channel: organisations.amendChannel(channel) };
  };

  const amendTeam = (args: CallArgs, answer: unknown) => {
    const { team, ...rest } = teamAnswer.parse(answer);
    return { ...rest, team: organisations.amendTeam(team, args.team) };
  };

  const amendChannels = (answer: unknown) => {
    const { channels, ...rest } = channelsAnswer.parse(answer);
    return { ...rest, channels: channels.map(organisations.amendChannel) };
  };

  return async (method: string, args: CallArgs, answer: unknown): Promise<unknown> => {
    switch (method) {
      case 'users.info':
        return amendUser(args, answer);
      case 'conversations.info':
      case 'conversations.join':
        return amendChannel(answer);
      case 'team.info':
        return amendTeam(args, answer);
      case 'conversations.list':
        return amendChannels(answer);
      case 'conversations.history':
        return history(args, answer);
      case 'conversations.replies':
        return threads.amendReplies(args, answer);
      default:
        return answer;
    }
  };
}
