import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type BotProcess, startBotProcess } from '../../sandbox/bot-process.ts';
import { botSettings, type Sandbox } from '../../sandbox/sandbox.ts';
import type { View } from '../../sandbox/slack/page-api.ts';
import type { ConversationKey, PersonKey } from '../../sandbox/slack/seed.ts';
import { SANDBOX_APP_TOKEN, SANDBOX_BOT_TOKEN } from '../../sandbox/slack/workspace.ts';
import { type Desk, deskOf, sandboxes } from './support/desk.ts';
import { jsonNamesOf } from './support/said.ts';

const CLINIC = '1706000000000001';
const SHOP = '17b6e2c94f0a4d1f8a3c5d7e90b12f34';
/** From a lost link to the next one, with room for a slow machine; milliseconds. */
const RECONNECTED_WITHIN_MS = 20_000;
const DISPATCH_FAILED = { ok: false, error: '/flow-json failed with the error “dispatch_failed”' };
const TIMED_OUT = { ok: false, error: '/flow-json failed with the error “operation_timeout”' };

const { start, close } = sandboxes();
let sandbox: Sandbox;
/** Its link goes silent at the start of the file: how long a bot takes to notice passes while the others are tested. */
let deaf: Sandbox;
beforeAll(async () => {
  [sandbox, deaf] = await Promise.all([start({ socketMode: true }), start({ socketMode: true })]);
  deaf.workspace.socketMode.goSilent();
});
afterAll(close);

const desk = (who: PersonKey, where: ConversationKey): Desk => deskOf(sandbox, who, where);
const links = () => sandbox.workspace.socketMode;
const opened = ({ workspace }: Sandbox) =>
  workspace.calls.filter(({ method, ok }) => method === 'apps.connections.open' && ok).length;

const openAnswer = z.looseObject({ ok: z.boolean(), url: z.string().optional() });

let flowCount = 0;
function newFlow(): string {
  flowCount += 1;
  const flowId = `17b6socket${flowCount}`;
  sandbox.cams.setFlow(flowId, '{"version":"6.3","screens":[{"id":"ONE"}]}');
  return flowId;
}

const option = (value: string) => ({ text: { type: 'plain_text' as const, text: value }, value });
const textOfView = ({ blocks }: View) => JSON.stringify(blocks);
const sharesOf = async (at: Desk, flowId: string) =>
  (await at.lines()).flatMap(({ files }) => files).filter(({ name }) => name === `${flowId}.json`);

describe('through a WebSocket', () => {
  it('a command brings the file', async () => {
    const maya = desk('campaignManager', 'campaigns');
    await maya.command(`/flow-json ${CLINIC}`);
    const { file } = await maya.file(`${CLINIC}.json`);
    expect(JSON.parse(await maya.textOf(file))).toHaveProperty('version');
    await maya.told(new RegExp(`^Shared ${CLINIC}`));
  });

  it("a message's shortcut opens a modal, whose submission brings the files", async () => {
    const tomas = desk('flowDeveloper', 'campaigns');
    const text = `Old flow ${CLINIC}, new flow ${SHOP}`;
    await tomas.type(text);
    const line = (await tomas.lines()).findLast((each) => each.text === text);
    await tomas.shortcut('get_flow_json', line);
    await expect.poll(async () => (await tomas.modal()).title).toBe('Flows in the message');
    const ticked = {
      found_flows: { found_flows: { type: 'checkboxes', selected_options: [CLINIC, SHOP].map(option) } },
      destination: { destination: { type: 'radio_buttons', selected_option: option('thread') } },
    };
    expect(await tomas.submit(ticked)).toEqual({ ok: true });
    const replied = async () => (await tomas.lines()).filter(({ threadTs }) => threadTs === line?.ts);
    await expect.poll(async () => (await replied()).flatMap(jsonNamesOf)).toEqual([`${CLINIC}.json`, `${SHOP}.json`]);
  });

  it('the picker offers flows while somebody types, and says what it does not take', async () => {
    const lin = desk('campaignManager', 'campaigns');
    await lin.command('/flow-json');
    const offered = await lin.options('flows', 'flows', 'loyal');
    expect(offered.map(({ text }) => text.text)).toEqual(['Loyalty enrolment · 17b6a07d3e584c29b1f6420c8d9e7a55']);
    const [remark] = await lin.options('flows', 'flows', 'zzz');
    const chosen = {
      flows: {
        flows: { type: 'multi_external_select', selected_options: [option(remark?.value ?? '')] },
      },
      destination: { destination: { type: 'radio_buttons', selected_option: option('conversation') } },
    };
    expect(await lin.submit(chosen)).toEqual({ ok: false, errors: { flows: 'Choose a flow from the list.' } });
  });

  it('the Home tab is published', async () => {
    expect(textOfView(await desk('campaignManager', 'campaigns').home())).toContain('calls in the last minute');
  });

  it('a button of a private line is heard, and one of a message', async () => {
    const priya = desk('onCallEngineer', 'flowDev');
    await priya.command('/flow-json list insurance');
    await priya.click('Get', await priya.told(/^Flows that match “insurance”/));
    await priya.told(/^Shared 170600000000000203\.json/);
    await priya.click('Add to favourites');
    await priya.told(/to your favourites/);
  });

  it('an ack carries the answer', async () => {
    const lin = desk('campaignManagerChina', 'campaigns');
    // The first answer does not wait for Slack to name the language, where that takes long.
    await lin.command('/flow-json help');
    await lin.told(/WhatsApp Flow/);
    await lin.command('/flow-json help');
    await lin.told(/^我从阿里云获取 WhatsApp Flow 的 JSON/);
  });

  it('everything goes, and nothing by HTTP but /health', async () => {
    expect(await (await fetch(`${sandbox.bot.url}/health`)).json()).toEqual({ ok: true });
    expect((await fetch(sandbox.bot.requestUrl, { method: 'POST' })).status).toBe(404);
  });
});

describe('apps.connections.open', () => {
  const openWith = async (authorization?: string) => {
    const headers = authorization === undefined ? {} : { authorization };
    const answer = await fetch(`${sandbox.workspace.apiUrl}apps.connections.open`, { method: 'POST', headers });
    return openAnswer.parse(await answer.json());
  };

  it('takes the app-level token alone', async () => {
    expect(await openWith()).toEqual({ ok: false, error: 'not_authed' });
    expect(await openWith(`Bearer ${SANDBOX_BOT_TOKEN}`)).toEqual({ ok: false, error: 'not_allowed_token_type' });
    expect(await openWith('Bearer xapp-somebody-elses')).toEqual({ ok: false, error: 'invalid_auth' });
  });

  /** What Slack says first at that address. */
  const outcome = (address: string) => {
    const socket = new WebSocket(address);
    const first = new Promise((resolve) => {
      socket.onmessage = ({ data }) => resolve(JSON.parse(String(data)));
      socket.onerror = () => resolve('refused');
    });
    return { first, close: () => socket.close() };
  };
  const address = async () => (await openWith(`Bearer ${SANDBOX_APP_TOKEN}`)).url ?? '';

  it('gives an address that works once', async () => {
    const url = await address();
    const link = outcome(url);
    expect(await link.first).toMatchObject({
      type: 'hello',
      connection_info: { app_id: 'A0SANDBOX01' },
      num_connections: 2,
    });
    expect(await outcome(url).first).toBe('refused');
    link.close();
    await expect.poll(() => links().connections).toBe(1);
  });

  it('gives no more than ten links at once', async () => {
    const opening = Array.from({ length: 10 }, async () => outcome(await address()));
    const opened = await Promise.all(opening);
    const said = await Promise.all(opened.map(({ first }) => first));
    expect(said.filter((each) => JSON.stringify(each).includes('"hello"'))).toHaveLength(9);
    expect(said).toContainEqual(expect.objectContaining({ type: 'disconnect', reason: 'too_many_websockets' }));
    for (const link of opened) link.close();
    await expect.poll(() => links().connections).toBe(1);
  });
});

describe('an end of the link', () => {
  it.each(['warning', 'refresh_requested'] as const)(
    'while a command is under way loses nothing and does nothing twice: %s',
    async (reason) => {
      const jonas = desk('supportLead', 'flowDev');
      const flowId = newFlow();
      const before = opened(sandbox);
      await jonas.command(`/flow-json ${flowId}`);
      links().disconnect(reason);
      await jonas.told(new RegExp(`^Shared ${flowId}`));
      await expect.poll(() => opened(sandbox), { timeout: RECONNECTED_WITHIN_MS }).toBe(before + 1);
      await links().connected();
      expect(await sharesOf(jonas, flowId)).toHaveLength(1);
    },
  );

  it('by Slack, for all links at once, is not the last word', async () => {
    const before = opened(sandbox);
    links().disconnect('link_disabled');
    await expect.poll(() => opened(sandbox), { timeout: RECONNECTED_WITHIN_MS }).toBe(before + 1);
    await links().connected();
    await desk('supportLead', 'flowDev').command('/flow-json help');
  });

  it('without a word is told to who asks meanwhile, and the next link serves at once', async () => {
    const jonas = desk('supportLead', 'flowDev');
    const [unheard, heard] = [newFlow(), newFlow()];
    links().failOpen({ status: 500 }, 2);
    links().dropLinks();
    expect(await jonas.type(`/flow-json ${unheard}`)).toEqual(DISPATCH_FAILED);
    await links().connected(1, RECONNECTED_WITHIN_MS);
    await jonas.command(`/flow-json ${heard}`);
    await jonas.file(`${heard}.json`);
    expect(await sharesOf(jonas, unheard)).toEqual([]);
  });

  // Until the bot has a receiver of its own: Bolt's ends the process.
  it('is made good although Slack gives no link for a while', async () => {
    links().failOpen({ status: 500 }, 4);
    links().dropLinks();
    await links().connected(1, RECONNECTED_WITHIN_MS);
    await desk('supportLead', 'flowDev').command('/flow-json help');
  });
});

describe('a lost ack', () => {
  it('is a failure to the requester, who gets the file all the same', async () => {
    const jonas = desk('supportLead', 'flowDev');
    const flowId = newFlow();
    links().loseAcks();
    expect(await jonas.type(`/flow-json ${flowId}`)).toEqual(TIMED_OUT);
    await jonas.told(new RegExp(`^Shared ${flowId}`));
  });

  // Until the bot knows a request by its trigger_id, it does the same one again.
  it('and the envelope once more does nothing twice', async () => {
    const jonas = desk('supportLead', 'flowDev');
    const [flowId, later] = [newFlow(), newFlow()];
    await jonas.command(`/flow-json ${flowId}`);
    await jonas.told(new RegExp(`^Shared ${flowId}`));
    expect(await links().sendAgain()).toMatchObject({ ok: true });
    // By the time that a later command is done, the repeated one would be too.
    await jonas.command(`/flow-json ${later}`);
    await jonas.told(new RegExp(`^Shared ${later}`));
    expect(await sharesOf(jonas, flowId)).toHaveLength(1);
  });
});

describe('a second process', () => {
  it('starts although Slack gives no link at first, takes its share, and ends cleanly', async () => {
    links().failOpen({ status: 500 }, 3);
    const second: BotProcess = await startBotProcess(botSettings(sandbox.workspace, sandbox.cams));
    await links().connected(2);
    const priya = desk('onCallEngineer', 'flowDev');
    const flowIds = [newFlow(), newFlow()];
    for (const flowId of flowIds) await priya.command(`/flow-json ${flowId}`);
    for (const flowId of flowIds) await priya.file(`${flowId}.json`);

    expect(await second.stop('SIGTERM')).toBe(0);
    await expect.poll(() => links().connections).toBe(1);
    const after = newFlow();
    await priya.command(`/flow-json ${after}`);
    await priya.file(`${after}.json`);
  });

  it('ends cleanly while it has no link', async () => {
    const second = await startBotProcess(botSettings(sandbox.workspace, sandbox.cams));
    await links().connected(2);
    links().failOpen({ status: 500 }, 2);
    links().dropLinks();
    expect(await second.stop('SIGTERM')).toBe(0);
    await links().connected(1, RECONNECTED_WITHIN_MS);
  });

  // Until the bot has a receiver of its own: Bolt's shows a stack trace.
  it('says that the port for /health is taken', async () => {
    const { port } = new URL(sandbox.bot.url);
    const refused = startBotProcess({ ...botSettings(sandbox.workspace, sandbox.cams), PORT: port });
    await expect(refused).rejects.toThrow(`PORT ${port} is taken by another process`);
  });
});

describe('a link that has gone silent', () => {
  it('is replaced by the bot itself', async () => {
    await expect.poll(() => opened(deaf), { timeout: 20_000 }).toBe(2);
    await deaf.workspace.socketMode.connected();
    const maya = deskOf(deaf, 'campaignManager', 'campaigns');
    // The stand-in knows of the new link a moment before it has said hello.
    await expect.poll(() => maya.type(`/flow-json ${CLINIC}`), { timeout: 20_000 }).toEqual({ ok: true });
    await maya.file(`${CLINIC}.json`);
  });
});
