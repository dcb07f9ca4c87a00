import type { Destination } from '../../../flows/records.ts';
import { openPicker } from '../../answers/modals.ts';
import type { SpaceArgument } from '../../payloads/command/command.ts';
import { readDestination, readSpace } from '../../payloads/command/words.ts';
import { openFromCommand } from './open-from-command.ts';
import { defineSubcommand } from './subcommand.ts';

/** `[space:<space>] [only-me|here]`: no flow is named, so the person chooses in a modal. */
export const pick = defineSubcommand<SpaceArgument & { destination: Destination | undefined }>({
  name: 'pick',
  words: [],
  right: 'fetch',
  forms: [{ form: '', what: 'pick' }],

  parse(words) {
    const space = readSpace(words);
    return space.ok ? { ok: true, value: { destination: readDestination(words), ...space.value } } : space;
  },

  run: (parts, context, chosen) => openFromCommand(context, (opening) => openPicker(parts, opening, chosen)),
});
