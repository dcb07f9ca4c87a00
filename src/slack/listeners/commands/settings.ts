import { openSettings } from '../../answers/modals.ts';
import { openFromCommand } from './open-from-command.ts';
import { defineSubcommand } from './subcommand.ts';

/** `settings`: the modal of the channel's and the workspace's settings. */
export const settings = defineSubcommand({
  name: 'settings',
  words: ['settings'],
  right: 'settings',
  isSilent: true,
  near: ['setting', 'config', 'configure', 'preferences', 'setup'],
  standsAlone: true,
  forms: [{ form: 'settings', what: 'settings' }],
  parse: () => ({ ok: true, value: undefined }),
  run: (parts, context) => openFromCommand(context, (opening) => openSettings(parts, opening)),
});
