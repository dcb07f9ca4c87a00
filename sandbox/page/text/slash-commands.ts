/** A slash command, as the app's manifest describes it. */
export interface SlashCommand {
  command: string;
  description: string;
  usage_hint?: string;
}

/** The commands that a text in the composer may become, or already is with its parameters behind it. */
export function matchingCommands(text: string, commands: readonly SlashCommand[]): SlashCommand[] {
  if (!text.startsWith('/') || text.includes('\n')) return [];
  const [typed = '', ...parameters] = text.split(' ');
  return commands.filter(({ command }) => (parameters.length > 0 ? command === typed : command.startsWith(typed)));
}
