import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type BotProcess, type BotProcessOptions, startBotProcess } from './bot-process.ts';
import { type CamsOptions, type CamsStandIn, camsSettings, startCams } from './cams/server.ts';
import { installApp } from './install-app.ts';
import { freePort, type Handler } from './slack/http.ts';
import { readManifest } from './slack/manifest.ts';
import type { Suggestion } from './slack/page-api.ts';
import {
  SANDBOX_APP_TOKEN,
  SANDBOX_BOT_TOKEN,
  SANDBOX_SIGNING_SECRET,
  startWorkspace,
  type Workspace,
  type WorkspaceOptions,
} from './slack/workspace.ts';

/** A workspace, a cloud account and the real bot between them, all on this machine. */
export interface Sandbox {
  workspace: Workspace;
  cams: CamsStandIn;
  bot: BotProcess;
  /** The path of `ACCESS_FILE`. */
  accessFile: string;
  /** Writes what `ACCESS_FILE` holds from now on; the bot reads it once it is told to. */
  writeAccess(text: string): void;
  close(): Promise<void>;
}

export interface SandboxOptions {
  /** For the page; 0 or absent: any free port. */
  port?: number;
  suggestions?: readonly Suggestion[];
  page?: Handler;
  cams?: CamsOptions;
  /** Replaces the app's manifest, as a test that takes a scope away. */
  manifest?: WorkspaceOptions['manifest'];
  /** What `ACCESS_FILE` holds, by who and what is there; absent: there is no such file. */
  access?: (workspace: Pick<Workspace, 'people' | 'conversations'>) => string;
  /** More settings for the bot, or others. */
  settings?: Readonly<Record<string, string>>;
  /** The bot and Slack meet in Socket Mode; else by HTTP. */
  socketMode?: boolean;
  /** An organisation installs the app, by OAuth, for the workspace; else the bot has the workspace's token. */
  organisation?: boolean;
  /** Limits that the bot is held to. */
  limits?: Pick<BotProcessOptions, 'cgroupProcs'>;
  /** Shows what the bot logs; else it is kept. */
  showsLog?: boolean;
}

/** Which has installed the app where a sandbox is one of an organisation. */
export const ORGANISATION = { id: 'E0SANDBOX01', name: 'Harbour Group' };

const LAST_SECOND_MS = 1000;

/** Times as fast as elsewhere: a watched flow is looked at every 10 seconds instead of every 10 minutes. */
const WATCH_PACE = 60;

function camsState({ arrivals, worstWindow }: CamsStandIn) {
  const since = performance.now() - LAST_SECOND_MS;
  const lately = arrivals.filter(({ at }) => at > since);
  const ofEach = [...Map.groupBy(lately, ({ operation }) => operation).values()].map(({ length }) => length);
  return {
    // Of the operation that was called most: each has a limit of its own.
    callsInLastSecond: Math.max(0, ...ofEach),
    worstWindow: worstWindow(),
    calls: arrivals.length,
    dropped: arrivals.filter(({ outcome }) => outcome === 'dropped').length,
  };
}

/** What the bot is told: only these addresses and keys make the sandbox of what is production elsewhere. */
export function botSettings(workspace: Workspace, cams: CamsStandIn): Record<string, string> {
  const { isOn } = workspace.socketMode;
  return {
    SLACK_BOT_TOKEN: SANDBOX_BOT_TOKEN,
    ...(isOn ? { SLACK_APP_TOKEN: SANDBOX_APP_TOKEN } : { SLACK_SIGNING_SECRET: SANDBOX_SIGNING_SECRET }),
    SLACK_API_URL: workspace.apiUrl,
    ...camsSettings(cams),
  };
}

/** In place of the bot's token, for a bot on that port. */
const oauthSettings = (port: number): Record<string, string> => ({
  SLACK_BOT_TOKEN: '',
  SLACK_CLIENT_ID: '1000.2000',
  SLACK_CLIENT_SECRET: 'sandbox-client-secret',
  SLACK_STATE_SECRET: 'sandbox-state-secret',
  SLACK_ALLOWED_TEAMS: ORGANISATION.id,
  SLACK_REDIRECT_URI: `http://127.0.0.1:${port}/slack/oauth_redirect`,
  TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
});

/** The bot answers on /health before it has a link. */
async function connectedOrStopped({ socketMode }: Workspace, bot: BotProcess): Promise<void> {
  try {
    await socketMode.connected();
  } catch (error) {
    await bot.stop('SIGKILL');
    throw new Error(`The bot did not connect:\n${bot.output()}`, { cause: error });
  }
}

/** @throws where a port is taken, or the bot doesn't start. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port, suggestions, page, settings = {}, socketMode = false, showsLog = false, limits } = options;
  const watchPace = Number(settings.WATCH_PACE ?? WATCH_PACE);
  const cams = await startCams(options.cams);
  const workspace = await startWorkspace({
    manifest: options.manifest ?? (await readManifest()),
    cams: () => camsState(cams),
    flows: { list: cams.flows, set: cams.setFlow, watchPace },
    permission: {
      isGranted: () => cams.permission.allows('GetFlowJSONAssest'),
      grant: (isGranted) => cams.permission.set(isGranted),
    },
    socketMode,
    ...(options.organisation === true ? { organisation: ORGANISATION } : {}),
    ...(port === undefined ? {} : { port }),
    ...(suggestions === undefined ? {} : { suggestions }),
    ...(page === undefined ? {} : { page }),
  });
  const accessFile = join(mkdtempSync(join(tmpdir(), 'access-')), 'access.yml');
  const writeAccess = (text: string) => writeFileSync(accessFile, text);
  if (options.access !== undefined) writeAccess(options.access(workspace));
  const ofAccess = options.access === undefined ? {} : { ACCESS_FILE: accessFile };
  const botPort = options.organisation === true ? await freePort() : undefined;
  const ofOAuth = botPort === undefined ? {} : oauthSettings(botPort);
  const bot = await startBotProcess(
    { ...botSettings(workspace, cams), WATCH_PACE: String(watchPace), ...ofOAuth, ...ofAccess, ...settings },
    { output: showsLog ? 'inherit' : 'keep', ...(botPort === undefined ? {} : { port: botPort }), ...limits },
  );
  workspace.connectBot(bot.requestUrl);
  if (botPort !== undefined) await installApp(bot.url);
  if (socketMode) await connectedOrStopped(workspace, bot);
  return {
    workspace,
    cams,
    bot,
    accessFile,
    writeAccess,
    async close() {
      await bot.stop();
      rmSync(dirname(accessFile), { recursive: true });
      await workspace.close();
      await cams.close();
    },
  };
}
