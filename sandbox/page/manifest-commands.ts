import { parse } from 'yaml';
import manifest from '../../manifest.yml?raw';
import type { SlashCommand } from './text/slash-commands.ts';

/** The app's slash commands: its manifest is part of the page, so that the hint says what a real Slack would. */
export const MANIFEST_COMMANDS: readonly SlashCommand[] = (
  parse(manifest) as { features: { slash_commands: SlashCommand[] } }
).features.slash_commands;
