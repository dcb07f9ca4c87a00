import { type Installation, type InstallationStore, type Logger, webApi } from '@slack/bolt';
import { z } from 'zod';
import { InstallationError } from './installation-error.ts';

const coded = z.object({ code: z.string() });
const answered = z.object({ data: z.object({ error: z.string() }) });

/** The errors of @slack/oauth that say that somebody came back with what the bot did not give them, or cancelled. */
const OF_OAUTH = /^slack_oauth_/;

/**
 * Why an installation was refused, in one line: whoever opens the pages can bring that about, so that it is no fault of the
 * bot's, and no stack helps. Undefined where something else is wrong.
 */
function refusalLine(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof InstallationError) return `${error.kind}${error.teamId === undefined ? '' : ` ${error.teamId}`}`;
  // A code that is none, or has served: Slack's answer to the exchange.
  if (error instanceof webApi.WebAPIPlatformError) return answered.safeParse(error).data?.data.error;
  const code = coded.safeParse(error).data?.code;
  return code !== undefined && OF_OAUTH.test(code) ? code : undefined;
}

/** @slack/oauth logs whatever ends an installation as an error, with its stack. */
export const refusalLogger = (logger: Logger): Logger => ({
  debug: (...parts) => logger.debug(...parts),
  info: (...parts) => logger.info(...parts),
  warn: (...parts) => logger.warn(...parts),
  error(...parts) {
    const line = parts.length === 1 ? refusalLine(parts[0]) : undefined;
    if (line === undefined) logger.error(...parts);
    else logger.warn(`An installation was refused: ${line}`);
  },
  setLevel: (level) => logger.setLevel(level),
  getLevel: () => logger.getLevel(),
  setName: (name) => logger.setName(name),
});

const tokensOf = ({ bot, user }: Installation): string[] =>
  [bot?.token, user.token].filter((token) => token !== undefined);

/**
 * Bolt's installation store, which also takes back what Slack has issued where an installation is refused: the tokens would be
 * good for as long as the workspace has the app. One that has the app by an installation which is kept loses nothing: a token
 * of its own may be the same.
 *
 * @param store.storeInstallation rejects with an `InstallationError` where it refuses.
 */
export function takingBackRefused(
  store: InstallationStore,
  clientOptions: webApi.WebClientOptions,
  logger: Logger,
): InstallationStore {
  async function isKept({ team, enterprise, isEnterpriseInstall = false }: Installation): Promise<boolean> {
    const query = { teamId: team?.id, enterpriseId: enterprise?.id, isEnterpriseInstall };
    return store.fetchInstallation(query as Parameters<InstallationStore['fetchInstallation']>[0]).then(
      () => true,
      (error: unknown) => !(error instanceof InstallationError),
    );
  }

  async function takeBack(installation: Installation): Promise<void> {
    if (await isKept(installation)) return;
    for (const token of tokensOf(installation)) {
      try {
        const client = new webApi.WebClient(token, clientOptions);
        await client.auth.revoke();
      } catch (error) {
        logger.warn('Could not revoke the token of an installation that was refused:', error);
      }
    }
  }

  return {
    ...store,
    async storeInstallation(installation, ...rest) {
      try {
        await store.storeInstallation(installation, ...rest);
      } catch (error) {
        if (error instanceof InstallationError) await takeBack(installation as Installation);
        throw error;
      }
    },
  };
}
