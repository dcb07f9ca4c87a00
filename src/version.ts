import packageJson from '../package.json' with { type: 'json' };

/** Of this bot, as `0.1.0`. */
export const VERSION: string = packageJson.version;
