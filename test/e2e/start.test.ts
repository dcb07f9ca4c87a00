import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBotProcess } from '../../sandbox/bot-process.ts';
import { SANDBOX_SECURITY_TOKEN } from '../../sandbox/cams/server.ts';
import { botSettings, type Sandbox } from '../../sandbox/sandbox.ts';
import { close as closeServer, listen } from '../../sandbox/slack/http.ts';
import { deskOf, sandboxes } from './support/desk.ts';

const FLOW_ID = '1706000000000406';
const { start, close } = sandboxes();
let sandbox: Sandbox;
beforeAll(async () => {
  const settings = { ALIBABA_CLOUD_SECURITY_TOKEN: SANDBOX_SECURITY_TOKEN, WARM_UP: 'on', LOG_LEVEL: 'debug' };
  sandbox = await start({ settings });
});
afterAll(close);

/** What a process says that is started with these settings, and does not start. */
async function refusal(settings: Record<string, string>): Promise<string> {
  try {
    const bot = await startBotProcess({ ...botSettings(sandbox.workspace, sandbox.cams), ...settings });
    await bot.stop('SIGKILL');
  } catch (error) {
    return String(error);
  }
  throw new Error('It started');
}

describe('once it listens', () => {
  it('warms up, of which neither Slack nor Alibaba Cloud sees anything', async () => {
    // Pictures are drawn at the lowest priority: it takes a while where others have the processor.
    await expect.poll(sandbox.bot.output, { timeout: 50_000 }).toContain('"msg":"Warmed up"');
    expect(sandbox.workspace.calls.filter(({ method }) => method !== 'auth.test')).toEqual([]);
    expect(sandbox.cams.arrivals.filter(({ operation }) => operation !== 'ListFlow')).toEqual([]);
  });
});

describe('with wrong settings', () => {
  it('names all faults in one error, and exits with 78', async () => {
    const said = await refusal({
      SLACK_BOT_TOKEN: '',
      PORT: '70000',
      CAMS_ENDPOINT: 'http://cams.example.com',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: '',
      LOG_LEVEL: 'loud',
    });
    expect(said).toContain('exit code 78');
    for (const name of ['SLACK_BOT_TOKEN', 'PORT', 'CAMS_ENDPOINT', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'LOG_LEVEL']) {
      expect(said).toContain(`  - ${name} `);
    }
    expect(said).not.toMatch(/\n\s+at /);
  });

  it('says that Slack refuses the token, without showing it', async () => {
    const said = await refusal({ SLACK_BOT_TOKEN: 'xoxb-somebody-elses' });
    expect(said).toContain('exit code 78');
    expect(said).toContain('Slack refuses SLACK_BOT_TOKEN (invalid_auth)');
    expect(said).not.toContain('xoxb-somebody-elses');
    expect(said).not.toMatch(/\n\s+at /);
  });

  it('names a secret whose file is not there, and exits with 78', async () => {
    const said = await refusal({ SLACK_BOT_TOKEN: '', SLACK_BOT_TOKEN_FILE: '/nowhere/slack-bot-token' });
    expect(said).toContain('exit code 78');
    expect(said).toContain('  - SLACK_BOT_TOKEN_FILE names a file that does not exist');
    expect(said).not.toContain('SLACK_BOT_TOKEN is missing');
  });

  it('says that the port is taken', async () => {
    const server = createServer();
    const port = await listen(server, 0);
    expect(await refusal({ PORT: String(port) })).toContain(`PORT ${port} is taken by another process`);
    await closeServer(server);
  });
});

describe('with a temporary key', () => {
  it('signs with the security token', async () => {
    const maya = deskOf(sandbox, 'campaignManager', 'campaigns');
    await maya.command(`/flow-json ${FLOW_ID}`);
    await maya.file(`${FLOW_ID}.json`);
  });
});

describe('without a key', () => {
  it('asks the default credential chain, and says so where that has none', async () => {
    const other = await start({
      settings: {
        ALIBABA_CLOUD_ACCESS_KEY_ID: '',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: '',
        // No instance metadata on a test machine: it need not be waited for.
        ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true',
      },
    });
    const maya = deskOf(other, 'campaignManager', 'campaigns');
    await maya.command(`/flow-json ${FLOW_ID}`);
    const { text } = await maya.told(/could not share/);
    expect(text).toContain('found no Alibaba Cloud access key');
    expect(other.cams.arrivals).toEqual([]);
  });
});

describe('/health', () => {
  it('answers', async () => {
    expect(await (await fetch(`${sandbox.bot.url}/health`)).json()).toEqual({ ok: true });
  });
});
