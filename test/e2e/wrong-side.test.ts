import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBotProcess } from '../../sandbox/bot-process.ts';
import { botSettings, type Sandbox } from '../../sandbox/sandbox.ts';
import { TEAM_ID } from '../../sandbox/slack/emulator.ts';
import type { ConversationKey, PersonKey } from '../../sandbox/slack/seed.ts';
import { SANDBOX_SIGNING_SECRET as signingSecret } from '../../sandbox/slack/workspace.ts';
import type { AuditRecord } from '../../src/audit/entry.ts';
import { openAuditReader } from '../../src/store/audit-reader.ts';
import { postSigned } from '../support/odd-requests.ts';
import { deskOf, sandboxes } from './support/desk.ts';

const CLINIC = '1706000000000001';
const WITHIN = { timeout: 30_000, interval: 100 };
const FOLDER = mkdtempSync(join(tmpdir(), 'flow-json-wrong-side-'));
const DATABASE = `file:${join(FOLDER, 'flow-json.db')}`;
/** @param closed the channel in which nobody may do anything. */
const RULES = (closed: string) => `
default: allow
rules:
  - { name: Not in that channel, effect: deny, what: [everything], who: [everybody], where: [${closed}] }
  - { name: Not that flow, effect: deny, what: [fetch], who: [everybody], which: [{ account: default, flow: "17b6a07d*" }] }
`;
const NO_FETCHING = `
default: allow
rules:
  - { name: No more fetching, effect: deny, what: [fetch], who: [everybody] }
`;
const HIDDEN = '17b6a07d3e584c29b1f6420c8d9e7a55';

const { start, close } = sandboxes();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await start({
    access: ({ conversations }) => RULES(conversations.flowDev),
    settings: { DATABASE_URL: DATABASE },
  });
});
afterAll(async () => {
  await close();
  rmSync(FOLDER, { recursive: true, force: true });
});

const desk = (who: PersonKey, where: ConversationKey = 'campaigns') => deskOf(sandbox, who, where);

async function auditOf(database: string, isMeant: (entry: AuditRecord) => boolean): Promise<AuditRecord[]> {
  const found: AuditRecord[] = [];
  const reader = await openAuditReader(database);
  for await (const entries of reader.read({ since: 0 })) found.push(...entries.filter(isMeant));
  await reader.close();
  return found;
}

interface Forged {
  who: PersonKey;
  where?: ConversationKey;
  teamId?: string;
}

/** A payload as Slack would send it, but for what is forged. */
async function forge({ who, where = 'campaigns', teamId = TEAM_ID }: Forged, payload: object): Promise<void> {
  const channel = sandbox.workspace.conversations[where];
  const body = {
    team: { id: teamId, domain: 'harbour-retail' },
    user: { id: sandbox.workspace.people[who].id, team_id: teamId },
    api_app_id: 'A000000001',
    token: 'verification',
    trigger_id: randomUUID(),
    ...('view' in payload
      ? {}
      : { channel: { id: channel }, container: { type: 'message', message_ts: '1.1', channel_id: channel } }),
    ...payload,
  };
  const contentType = 'application/x-www-form-urlencoded';
  const form = `payload=${encodeURIComponent(JSON.stringify(body))}`;
  expect(await postSigned(sandbox.bot.requestUrl, form, { signingSecret, contentType })).toBe(200);
}

const button = (actionId: string, value: string) => ({
  type: 'block_actions',
  actions: [
    {
      ...{ type: 'button', block_id: 'b', action_id: actionId, action_ts: '1.1', value },
      text: { type: 'plain_text', text: 'Go' },
    },
  ],
});
const GET = (flowId: string, account = 'default') => JSON.stringify({ f: [flowId], a: account });

const option = (value: string) => ({ text: { type: 'plain_text' as const, text: value }, value });
const chosen = (flowId: string) => ({
  flows: { flows: { type: 'multi_external_select' as const, selected_options: [option(flowId)] } },
  destination: { destination: { type: 'radio_buttons' as const, selected_option: option('conversation') } },
});

const refusedOf = (who: PersonKey, door: string, rule: string) =>
  auditOf(
    DATABASE,
    (entry) => entry.userId === sandbox.workspace.people[who].id && entry.door === door && entry.rule === rule,
  );
const filesIn = async (where: ConversationKey) =>
  (await desk('flowDeveloper', where).lines()).flatMap(({ files }) => files).map(({ name }) => name);

describe('who may not', () => {
  it.each([
    ['a guest', 'contractor', 'campaigns', /guests don't have permission/],
    ['a guest of one channel', 'guest', 'campaigns', /guests don't have permission/],
    ['somebody of another organisation', 'outsider', 'partners', /Harbour Retail/],
  ] as const)('%s is answered privately, and it is written down', async (_who, who, where, words) => {
    const at = desk(who, where);
    // Slack takes no command of an outsider: what they can do is click below somebody else's result.
    const isCommand = who !== 'outsider';
    if (isCommand) await at.command(`/flow-json ${CLINIC}`);
    else await forge({ who, where }, button('get_again', GET(CLINIC)));
    await at.told(words);
    const door = isCommand ? 'command /flow-json' : 'action get_again';
    await expect
      .poll(() => refusedOf(who, door, 'members'), WITHIN)
      .toMatchObject([{ event: 'refused', action: 'fetch' }]);
    const others = await desk('flowDeveloper', where).lines();
    expect(others.some(({ text, isPrivate }) => isPrivate && words.test(text))).toBe(false);
    await forge({ who, where }, button('show_diff', JSON.stringify({ f: CLINIC, a: 'default', b: 1, n: 2 })));
    await expect.poll(() => refusedOf(who, 'action show_diff', 'members'), WITHIN).toHaveLength(1);
    expect(await filesIn(where)).toEqual([]);
  });
});

describe('what was forged', () => {
  it.each([
    ['another account', button('get_flow', GET(CLINIC, 'another')), 'action get_flow', 'accounts'],
    ['another flow', button('try_again', GET(HIDDEN)), 'action try_again', 'Not that flow'],
    [
      'another flow, with a version',
      button('get_version', JSON.stringify({ f: HIDDEN, a: 'default', b: 1 })),
      'action get_version',
      'Not that flow',
    ],
  ])('%s in the value of a button is refused', async (_what, payload, door, rule) => {
    await forge({ who: 'supportLead' }, payload);
    await expect.poll(() => refusedOf('supportLead', door, rule), WITHIN).toMatchObject([{ event: 'refused' }]);
    expect(await filesIn('campaigns')).not.toContain(`${HIDDEN}.json`);
  });

  it.each(['', 'null', '{"f":["17b6a07d"]}', '{"f":"../../etc","a":"default","b":1}', 'x'.repeat(2000)])(
    'a value that is none of ours does nothing: %j',
    async (value) => {
      const at = desk('campaignManagerChina');
      const before = (await at.privateTexts()).length;
      await forge({ who: 'campaignManagerChina' }, button('get_version', value));
      await expect.poll(async () => (await at.privateTexts()).length, WITHIN).toBe(before + 1);
      expect(sandbox.bot.isRunning()).toBe(true);
    },
  );

  it('a channel that the rules close gets nothing by a button that says it is there', async () => {
    await forge({ who: 'flowDeveloper', where: 'flowDev' }, button('get_flow', GET(CLINIC)));
    const refused = () => refusedOf('flowDeveloper', 'action get_flow', 'Not in that channel');
    await expect.poll(refused, WITHIN).toHaveLength(1);
    expect(await filesIn('flowDev')).toEqual([]);
  });

  it('the same by the private_metadata of a modal', async () => {
    const { flowDev } = sandbox.workspace.conversations;
    const view = {
      ...{ id: 'V000000001', hash: '1.abc', callback_id: 'picker', type: 'modal', blocks: [] },
      private_metadata: JSON.stringify({ channelId: flowDev }),
      state: { values: chosen(CLINIC) },
    };
    await forge({ who: 'flowDeveloper' }, { type: 'view_submission', view });
    const refused = () => refusedOf('flowDeveloper', 'view picker', 'Not in that channel');
    await expect.poll(refused, WITHIN).toHaveLength(1);
    expect(await filesIn('flowDev')).toEqual([]);
  });

  it('a workspace that is not the person’s own makes them somebody of another organisation', async () => {
    await forge({ who: 'onCallEngineer', teamId: 'T0ANOTHER00' }, button('get_flow', GET(CLINIC)));
    const refused = () => auditOf(DATABASE, ({ teamId }) => teamId === 'T0ANOTHER00');
    await expect.poll(refused, WITHIN).toMatchObject([{ event: 'refused', door: 'action get_flow' }]);
  });

  it('a question that another was asked is answered by nobody else, and one that nobody was asked by nobody', async () => {
    const at = desk('campaignManager');
    await forge({ who: 'campaignManager' }, button('share_anyway', randomUUID()));
    await at.told(/too late to answer/);
    await forge({ who: 'campaignManager' }, button('share_anyway', "' or 1=1"));
    await at.told(/button/);
  });
});

describe('what comes twice', () => {
  it('is done once, although its signature is good', async () => {
    const flowId = '1706000000000777';
    sandbox.cams.setFlow(flowId, '{"version":"7.1","screens":[{"id":"ONE"}]}');
    const payload = { ...button('get_flow', GET(flowId)), trigger_id: 'the-same.1' };
    await forge({ who: 'campaignManager' }, payload);
    await forge({ who: 'campaignManager' }, payload);
    await desk('campaignManager').file(`${flowId}.json`);
    const accepted = () => auditOf(DATABASE, ({ event, flows }) => event === 'accepted' && flows[0]?.flowId === flowId);
    const ended = () => auditOf(DATABASE, ({ event, flows }) => event === 'delivered' && flows[0]?.flowId === flowId);
    await expect.poll(ended, WITHIN).toHaveLength(1);
    expect(await accepted()).toHaveLength(1);
  });
});

describe('in a channel that is shared', () => {
  it('somebody of another organisation is refused where the click names their own workspace as well', async () => {
    const [jonas, amara] = [desk('supportLead', 'partners'), desk('outsider', 'partners')];
    await jonas.command(`/flow-json ${CLINIC}`);
    await jonas.told(/^This channel is shared with/);
    await jonas.click('Share anyway');
    const { line } = await jonas.file(`${CLINIC}.json`);
    await amara.click('Watch', line);
    await amara.told(/^I only work for members of Harbour Retail/);
  });
});

describe('a right that was taken away', () => {
  it('while a modal was open leaves it open, and says why', async () => {
    const at = desk('supportLead');
    await at.command('/flow-json');
    await at.modal();
    sandbox.writeAccess(NO_FETCHING);
    const admin = desk('onCallEngineer');
    await admin.command('/flow-json reload');
    await admin.told(/^The access rules are in force: 1 rule/);
    const answer = await at.submit(chosen(CLINIC));
    expect(answer).toMatchObject({ ok: false });
    expect(JSON.stringify(answer)).toMatch(/permission to fetch/);
    await expect.poll(() => refusedOf('supportLead', 'view picker', 'No more fetching'), WITHIN).toHaveLength(1);
  });

  it('while the bot was down refuses a request that was accepted before, privately, and it is written down', async () => {
    const flowId = '1706000000000778';
    const accessFile = join(FOLDER, 'access.yml');
    const database = `file:${join(FOLDER, 'restarted.db')}`;
    writeFileSync(accessFile, 'default: allow\n');
    const ofBot = { DATABASE_URL: database, ACCESS_FILE: accessFile };
    // The file is still on its way when the process ends.
    const slow = await start({ settings: ofBot, cams: { serviceMs: () => 8000 } });
    slow.cams.setFlow(flowId, '{"version":"7.1","screens":[{"id":"ONE"}]}');
    const at = deskOf(slow, 'campaignManager', 'campaigns');
    await at.command(`/flow-json ${flowId}`);
    await slow.bot.stop('SIGKILL');
    writeFileSync(accessFile, NO_FETCHING);
    const again = await startBotProcess({ ...botSettings(slow.workspace, slow.cams), ...ofBot });
    slow.workspace.connectBot(again.requestUrl);
    const failed = () => auditOf(database, ({ event }) => event === 'failed');
    await expect
      .poll(failed, { timeout: 60_000, interval: 200 })
      .toMatchObject([{ rule: 'No more fetching', flows: [{ flowId, outcome: 'not-allowed' }] }]);
    const direct = deskOf(slow, 'campaignManager', 'botDirectMessage');
    const told = async () => JSON.stringify([await at.lines(), await direct.lines()]);
    await expect.poll(told, WITHIN).toMatch(/permission to fetch/);
    const others = JSON.stringify(await deskOf(slow, 'flowDeveloper', 'campaigns').lines());
    expect(others).not.toMatch(/permission to fetch/);
    expect(others).not.toContain(`${flowId}.json`);
    await again.stop();
  }, 120_000);
});
