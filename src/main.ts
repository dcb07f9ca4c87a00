import { type Bot, createBot } from './app.ts';
import { surviveUncaughtErrors } from './last-resort.ts';
import { createLog } from './log.ts';
import { loadSettings } from './settings/load-settings.ts';
import { secretsOf } from './settings/secrets.ts';
import { SettingsError } from './settings/settings-error.ts';
import type { Settings } from './settings/types.ts';
import { explainStartError } from './start-error.ts';
import { stopSignal } from './stop-signal.ts';

/** EX_CONFIG of sysexits.h: nothing but a change of the settings helps, so a supervisor need not try again. */
const EXIT_SETTINGS = 78;
/** EX_UNAVAILABLE: something that the bot needs is not there; trying again may help. */
const EXIT_UNAVAILABLE = 69;
/** For a database that is being opened as the process is asked to end; milliseconds. */
const OPENED_WITHIN_MS = 10_000;

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
surviveUncaughtErrors(log);

function exitExplained(error: unknown): never {
  const { message, isSettings } = explainStartError(error, settings);
  log.debug({ err: error }, 'Could not start');
  process.stderr.write(`${message}\n`);
  process.exit(isSettings ? EXIT_SETTINGS : EXIT_UNAVAILABLE);
}

let isStopping = false;
const creating = createBot(settings, log);
if (settings.accessFile !== undefined) {
  // Without such a file the signal ends the process, as it does where a terminal is closed.
  process.on('SIGHUP', () => void creating.then((bot) => bot.readAccessRules()).catch(() => {}));
}

/** Ends the process, whether the bot runs, is about to, or is not even made: a database that was opened is closed. */
async function stop(signal: string): Promise<never> {
  isStopping = true;
  log.info({ signal }, 'Stopping');
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), OPENED_WITHIN_MS));
  const bot = await Promise.race([creating.catch(() => undefined), late]);
  await bot?.stop();
  log.info('Stopped');
  process.exit(0);
}

/** What fails because the process is asked to end is no failure of the start. */
async function orExplained<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    return isStopping ? new Promise(() => {}) : exitExplained(error);
  }
}

// A stop that fails half way ends the process too, and says why.
stopSignal.then(stop).catch((error: unknown) => {
  log.error({ err: error }, 'Could not stop in order');
  process.exit(EXIT_UNAVAILABLE);
});

const bot: Bot = await orExplained(creating);
if (!isStopping) await orExplained(bot.start());
if (!isStopping && settings.warmUp) {
  // Loaded now, so that nobody waits for it before the bot listens.
  const { warmUp } = await import('./warm-up/warm-up.ts');
  await warmUp(bot, settings, log);
}
