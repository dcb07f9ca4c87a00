import type { Destination } from '../../../flows/records.ts';
import type { Display } from '../../../requests/display.ts';
import { openPicker } from '../../answers/modals.ts';
import type { SpaceArgument } from '../../payloads/command/command.ts';
import { readDestination, readDisplay, readSpace } from '../../payloads/command/words.ts';
import { openFromCommand } from './open-from-command.ts';
import { defineSubcommand } from './subcommand.ts';

/** `[space:<space>] [only-me|here] [picture|json]`: no flow is named, so the person chooses in a modal. */
export const pick = defineSubcommand<
  SpaceArgument & { destination: Destination | undefined; display: Display | undefined }
>({
  name: 'pick',
  words: [],
  right: 'fetch',
  isSilent: true,
  forms: [{ form: '', what: 'pick' }],

  parse(words) {
    const space = readSpace(words);
    if (!space.ok) return space;
    return { ok: true, value: { destination: readDestination(words), display: readDisplay(words), ...space.value } };
  },

  run: (parts, context, chosen) => openFromCommand(context, (opening) => openPicker(parts, opening, chosen)),
});
