import { type Bot, createBot } from './app.ts';
import { createLog } from './log.ts';
import { loadSettings } from './settings/load-settings.ts';
import { secretsOf } from './settings/secrets.ts';
import { SettingsError } from './settings/settings-error.ts';
import type { Settings } from './settings/types.ts';
import { explainStartError } from './start-error.ts';

/** EX_CONFIG of sysexits.h: nothing but a change of the settings helps, so a supervisor need not try again. */
const EXIT_SETTINGS = 78;
/** EX_UNAVAILABLE: something that the bot needs is not there; trying again may help. */
const EXIT_UNAVAILABLE = 69;

async function settingsOrExit(): Promise<Settings> {
  try {
    return await loadSettings();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(EXIT_SETTINGS);
  }
}

const settings = await settingsOrExit();
const log = createLog({ level: settings.logLevel, secrets: secretsOf(settings) });

async function createOrExit(): Promise<Bot> {
  try {
    return await createBot(settings, log);
  } catch (error) {
    return exitExplained(error);
  }
}

function exitExplained(error: unknown): never {
  const { message, isSettings } = explainStartError(error, settings);
  log.debug({ err: error }, 'Could not start');
  process.stderr.write(`${message}\n`);
  process.exit(isSettings ? EXIT_SETTINGS : EXIT_UNAVAILABLE);
}

const bot = await createOrExit();

let isStopping = false;
async function stop(signal: string): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  log.info({ signal }, 'Stopping');
  await bot.stop();
  log.info('Stopped');
  process.exit(0);
}

process.on('SIGTERM', () => void stop('SIGTERM'));
process.on('SIGINT', () => void stop('SIGINT'));

try {
  await bot.start();
} catch (error) {
  exitExplained(error);
}
