import { z } from 'zod';
import type { CallArgs } from './call-body.ts';
import type { Emulator } from './emulator.ts';
import { createHistory } from './history.ts';
import type { Person } from './page-api.ts';

const userAnswer = z.looseObject({ user: z.looseObject({ id: z.string() }) });

/**
 * Adds to an answer what Slack says and emulate does not: a person's `locale`, which `users.info` gives where
 * `include_locale` asks for it, and in `conversations.history` what was sent to the channel from a thread.
 */
export function createAmendments(people: readonly Person[], emulator: Emulator) {
  const history = createHistory(emulator);

  function withLocale(args: CallArgs, answer: unknown): unknown {
    if (!['true', '1', true, 1].some((yes) => args.include_locale === yes)) return answer;
    const { user, ...rest } = userAnswer.parse(answer);
    const locale = people.find(({ id }) => id === user.id)?.locale;
    return locale === undefined ? answer : { ...rest, user: { ...user, locale } };
  }

  return async (method: string, args: CallArgs, answer: unknown): Promise<unknown> => {
    if (method === 'users.info') return withLocale(args, answer);
    return method === 'conversations.history' ? history(args, answer) : answer;
  };
}
