import { parseArgs } from 'node:util';
import { sandboxAccess } from './access.ts';
import { MANY_FLOWS } from './cams/more-flows.ts';
import { buildPage } from './page-server.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';
import { SUGGESTIONS } from './suggestions.ts';

const DEFAULT_PORT = 4321;

const { values } = parseArgs({
  options: {
    /** Of the page. */
    port: { type: 'string', default: String(DEFAULT_PORT) },
    /** Slack reaches the bot through a WebSocket, as an app does that has no public address. */
    'socket-mode': { type: 'boolean', default: false },
    /** An organisation of Enterprise Grid installs the app for the workspace. */
    organization: { type: 'boolean', default: false },
  },
});

const isTaken = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

/** On the given port; on any free one where another process has that. */
async function start(): Promise<Sandbox> {
  const options = {
    page: await buildPage(),
    suggestions: SUGGESTIONS,
    cams: { flows: MANY_FLOWS },
    access: sandboxAccess,
    showsLog: true,
    socketMode: values['socket-mode'],
    organisation: values.organization,
    settings: { LOG_LEVEL: 'warn' },
  };
  try {
    return await startSandbox({ ...options, port: Number(values.port) });
  } catch (error) {
    if (!isTaken(error)) throw error;
    return startSandbox(options);
  }
}

console.log('Starting a small Slack, a stand-in for Alibaba Cloud, and the bot between them …');
const sandbox = await start();
console.log(`
  Open  ${sandbox.workspace.url}
  Type  ${SUGGESTIONS[0]?.command}

Who may do what is in ${sandbox.accessFile}

Everything runs on this machine, without credentials. Ctrl+C ends it.
`);

async function stop(): Promise<void> {
  await sandbox.close();
  process.exit(0);
}
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());
