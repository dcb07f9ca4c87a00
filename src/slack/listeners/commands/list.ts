import { flowListMessage } from '../../answers/flow-list.ts';
import { spaceFor } from '../../answers/spaces.ts';
import type { SpaceArgument } from '../../payloads/command/command.ts';
import { isSpaceWord, readSpace } from '../../payloads/command/words.ts';
import { defineSubcommand } from './subcommand.ts';

/** `list [name] [space:<space>]`: the flows of a space, by a part of their name. */
export const list = defineSubcommand<SpaceArgument & { name: string }>({
  name: 'list',
  words: ['list'],
  right: 'list',
  near: ['ls', 'all', 'flows', 'find', 'search'],
  forms: [{ form: 'list [name]', what: 'list' }],

  parse(words) {
    const space = readSpace(words);
    if (!space.ok) return space;
    return { ok: true, value: { name: words.filter((word) => !isSpaceWord(word)).join(' '), ...space.value } };
  },

  async run(parts, context, { name, space: given }) {
    const { t, requester } = context;
    // The database may be farther away than an ack has time.
    await context.ack();
    const space = await spaceFor(parts, requester, given);
    if (!space.ok) return context.refuse(space.error);
    await context.reply(await flowListMessage(parts, t, { ...space.value, name, page: 1 }));
  },
});
