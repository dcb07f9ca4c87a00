/** All that is wrong with the settings, in words that name the setting and never its value if that is a secret. */
export class SettingsError extends Error {
  readonly kind = 'settings';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const lines = problems.map((problem) => `  - ${problem}`).join('\n');
    super(
      `The settings need a change before the bot can start:\n${lines}\nEvery setting is explained in .env.example.`,
    );
    this.name = 'SettingsError';
    this.problems = problems;
  }
}
