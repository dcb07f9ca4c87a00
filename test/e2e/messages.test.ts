import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBotProcess } from '../../sandbox/bot-process.ts';
import { botSettings, type Sandbox } from '../../sandbox/sandbox.ts';
import { readManifest } from '../../sandbox/slack/manifest.ts';
import type { Line } from '../../sandbox/slack/page-api.ts';
import type { ConversationKey, PersonKey } from '../../sandbox/slack/seed.ts';
import { type Desk, deskOf, sandboxes } from './support/desk.ts';
import { jsonNamesOf, said } from './support/said.ts';

const CLINIC = '1706000000000001';
const REPAIR = '1706000000000406';
const BOT = '@Flow JSON';

const { start, close } = sandboxes();
afterAll(close);

const filesOf = async (at: Desk, name: string) =>
  (await at.lines()).flatMap((line) => line.files.filter((file) => file.name === name).map(() => line));

/** Says something in a conversation or a thread, and gives the line that it became. */
async function sayIn({ workspace }: Sandbox, { me, conversationId }: Desk, text: string, threadTs?: string) {
  expect(await workspace.say(me, conversationId, text, threadTs)).toEqual({ ok: true });
  const own = ({ author, isPrivate }: Line) => author.id === me.id && !isPrivate;
  const { lines } = await workspace.state(me);
  const line = lines.filter((each) => each.conversationId === conversationId).findLast(own);
  return line ?? expect.fail(`There is no line ${text}`);
}

describe.each(['by HTTP', 'in Socket Mode'])('%s,', (way) => {
  let sandbox: Sandbox;
  let flowCount = 0;
  beforeAll(async () => {
    sandbox = await start({ socketMode: way === 'in Socket Mode' });
  });

  const desk = (who: PersonKey, where: ConversationKey): Desk => deskOf(sandbox, who, where);
  const say = (at: Desk, text: string, threadTs?: string) => sayIn(sandbox, at, text, threadTs);
  /** A flow that nobody has asked for yet. */
  function newFlow(): string {
    flowCount += 1;
    const flowId = `17b6mention${flowCount}`;
    sandbox.cams.setFlow(flowId, '{"version":"6.3","screens":[{"id":"ONE"}]}');
    return flowId;
  }
  /** What people beside the one who wrote see of the bot. */
  const publicBotLines = async (at: Desk) =>
    (await at.lines()).filter(({ author, isPrivate }) => author.isBot && !isPrivate);

  it('a mention in a channel brings the file there, at the cost of a command', async () => {
    const maya = desk('campaignManager', 'campaigns');
    const flowId = newFlow();
    sandbox.cams.reset();
    await say(maya, `${BOT} ${flowId}`);
    const { line } = await maya.file(`${flowId}.json`);
    expect(line.threadTs).toBeUndefined();
    const told = await maya.told(new RegExp(`^Shared ${flowId}`));
    expect(told.threadTs).toBeUndefined();
    expect(
      // The list of flows is kept by itself.
      sandbox.cams.arrivals
        .map(({ operation }) => operation)
        .filter((name) => name !== 'ListFlow')
        .toSorted(),
    ).toEqual(['GetFlow', 'GetFlowJSONAssest']);
    const others = desk('flowDeveloper', 'campaigns');
    expect((await others.privateTexts()).filter((text) => text.includes(flowId))).toEqual([]);
  });

  it('a mention in a thread brings the file into the thread, and says there in private what fails', async () => {
    const priya = desk('onCallEngineer', 'campaigns');
    const flowId = newFlow();
    const { ts } = await say(desk('supportLead', 'campaigns'), 'Customers are stuck on the last screen');
    await say(priya, `${BOT} ${flowId} e400-ram-permission-deny`, ts);
    const { line } = await priya.file(`${flowId}.json`);
    expect(line.threadTs).toBe(ts);
    const told = await priya.told(/^I could not share 1 flow/);
    expect(told.threadTs).toBe(ts);
    expect(said(told)).toContain('e400-ram-permission-deny');
    expect((await publicBotLines(priya)).map(said).join('\n')).not.toContain('I could not share');
  });

  it('words that are not understood get usage, in private and in the thread', async () => {
    const priya = desk('onCallEngineer', 'campaigns');
    const { ts } = await say(priya, 'Does anybody know this bot?');
    const before = await publicBotLines(priya);
    await say(priya, `${BOT}, who are you?`, ts);
    const told = await priya.told(/No flow's name, ID or category matches/);
    expect(told.threadTs).toBe(ts);
    expect(said(told)).toContain('*Usage:*');
    expect(await publicBotLines(priya)).toEqual(before);
  });

  it('a mention that names no flow offers those of its thread', async () => {
    const tomas = desk('flowDeveloper', 'campaigns');
    const flowId = newFlow();
    const { ts } = await say(tomas, `Flow ID: ${flowId} shows the wrong price`);
    await say(desk('supportLead', 'campaigns'), `I thought that was flow ${REPAIR}?`, ts);
    const priya = desk('onCallEngineer', 'campaigns');
    await say(priya, BOT, ts);
    const offer = await priya.told(new RegExp(`^This thread names 2 flows.*\n${flowId}\n${REPAIR}$`, 's'));
    expect(offer.threadTs).toBe(ts);
    expect(await filesOf(priya, `${flowId}.json`)).toEqual([]);
    await priya.click('Get all of them', offer);
    const { line } = await priya.file(`${flowId}.json`);
    expect(line.threadTs).toBe(ts);
    expect(jsonNamesOf(line)).toEqual([`${flowId}.json`, `${REPAIR}.json`]);
    expect((await priya.told(/^Shared the JSON of 2 flows/)).threadTs).toBe(ts);
  });

  it('what needs a window has a button that opens it', async () => {
    const priya = desk('onCallEngineer', 'campaigns');
    const { ts } = await say(priya, 'Good morning');
    await say(priya, `${BOT} only-me`, ts);
    const offer = await priya.told(/^This needs a window\./);
    expect(offer.threadTs).toBe(ts);
    await priya.click('Open the window', offer);
    expect((await priya.modal()).title).toBe('Get flow JSON');
    await sandbox.workspace.closeView(priya.me, (await priya.modal()).id);

    await say(priya, `${BOT} settings`);
    await expect
      .poll(async () => (await priya.privateTexts()).filter((text) => text.startsWith('This needs a window')).length)
      .toBe(2);
    await priya.click('Open the window');
    expect((await priya.modal()).title).toBe('Flow JSON settings');
  });

  it('does all that the command does: watch, list, help', async () => {
    const tomas = desk('flowDeveloper', 'campaigns');
    const { ts } = await say(tomas, 'Let us follow that one');
    await say(tomas, `${BOT} watch ${CLINIC} every 1h`, ts);
    // What the channel is told is not seen in its thread.
    expect((await tomas.told(/^Done. I posted it in/)).threadTs).toBe(ts);
    const confirmation = (await tomas.lines()).find((line) => said(line).includes('set up a watch'));
    expect(confirmation).toMatchObject({ isPrivate: false });
    expect(confirmation?.threadTs).toBeUndefined();
    await say(tomas, `${BOT} list insurance`, ts);
    expect((await tomas.told(/^Flows that match “insurance”/)).threadTs).toBe(ts);
    await say(tomas, `${BOT} help`, ts);
    expect((await tomas.told(/^I fetch the JSON of WhatsApp Flows/)).threadTs).toBe(ts);
  });

  it('is answered in the language of who writes', async () => {
    const lin = desk('campaignManagerChina', 'campaigns');
    // The first answer does not wait for Slack to name the language, where that takes long.
    await say(lin, `${BOT} help`);
    await lin.told(/WhatsApp Flow/);
    await say(lin, `${BOT} help`);
    await lin.told(/^我从阿里云获取 WhatsApp Flow 的 JSON/);
    await say(lin, BOT);
    await lin.told(/请点击打开/);
  });

  it('a mention that Slack sends again is one, also where its ack got lost', async () => {
    const jonas = desk('supportLead', 'campaigns');
    const [flowId, later] = [newFlow(), newFlow()];
    sandbox.workspace.loseAcks(1);
    await say(jonas, `${BOT} ${flowId}`);
    await jonas.told(new RegExp(`^Shared ${flowId}`));
    expect(await sandbox.workspace.sendAgain()).toMatchObject({ ok: true });

    sandbox.workspace.loseAcks(1);
    await say(jonas, `${BOT} history ${flowId}`);
    await jonas.told(/Version 1|version/i);
    expect(await sandbox.workspace.sendAgain()).toMatchObject({ ok: true });

    // By the time that a later one is done, the repeated ones would be too.
    await say(jonas, `${BOT} ${later}`);
    await jonas.told(new RegExp(`^Shared ${later}`));
    expect(await filesOf(jonas, `${flowId}.json`)).toHaveLength(1);
    const texts = await jonas.privateTexts();
    expect(texts.filter((text) => text.startsWith(`Shared ${flowId}`))).toHaveLength(1);
    expect(texts.filter((text) => text.includes(`of flow ${flowId}`) && !/Shared|Fetching/.test(text))).toHaveLength(1);
  });

  it('what is edited, and what bots write, does nothing', async () => {
    const jonas = desk('supportLead', 'campaigns');
    const [flowId, later] = [newFlow(), newFlow()];
    const { ts } = await say(jonas, `Flow JSON, ${flowId} please`);
    await sandbox.workspace.edit(jonas.me, jonas.conversationId, ts, `${BOT} ${flowId}`);
    const mentioned = { type: 'app_mention', text: `<@U0SANDBOX01> ${flowId}`, channel: jonas.conversationId };
    for (const author of [
      { bot_id: 'B0OTHER', subtype: 'bot_message' },
      { bot_id: 'B0OTHER', user: jonas.me.id },
    ]) {
      expect(await sandbox.workspace.sendEvent({ ...mentioned, ...author, ts: `${ts}1` })).toMatchObject({ ok: true });
    }
    await say(jonas, `${BOT} ${later}`);
    await jonas.told(new RegExp(`^Shared ${later}`));
    expect(await filesOf(jonas, `${flowId}.json`)).toEqual([]);
    expect(sandbox.cams.arrivals.filter((each) => each.flowId === flowId)).toEqual([]);
  });

  it('an outsider learns whom it is for, and nothing of flows', async () => {
    const amara = desk('outsider', 'partners');
    const flowId = newFlow();
    await say(amara, `${BOT} ${flowId}`);
    await amara.told(/^I only work for members of Harbour Retail\.$/);
    expect(await publicBotLines(amara)).toEqual([]);
    // Counted by flow: the catalogue reads its lists in the background at any time.
    expect(sandbox.cams.arrivals.filter((each) => each.flowId === flowId)).toEqual([]);
    // A member gets it: asked first, since the outsider would see the file.
    const maya = desk('campaignManager', 'partners');
    await say(maya, `${BOT} ${flowId}`);
    const question = await maya.told(/^This channel is shared with Lighthouse Agency/);
    await maya.click('Share anyway', question);
    await maya.file(`${flowId}.json`);
  });

  describe('the direct message', () => {
    it('takes a flow without a mention, and the file is the answer', async () => {
      const maya = desk('campaignManager', 'botDirectMessage');
      const flowId = newFlow();
      await say(maya, flowId);
      await maya.file(`${flowId}.json`);
      const texts = (await maya.lines()).filter(({ author }) => author.isBot).map(({ text }) => text);
      expect(texts.some((text) => text.startsWith(`Fetching the JSON of flow ${flowId}`))).toBe(true);
      expect(await maya.privateTexts()).toEqual([]);
    });

    it('takes all that the command takes, and answers by messages that stay', async () => {
      const maya = desk('campaignManager', 'botDirectMessage');
      const answers = async () =>
        (await maya.lines()).filter(({ author, isPrivate }) => author.isBot && !isPrivate).map(said);
      await say(maya, `watch ${CLINIC}`);
      await expect
        .poll(async () => (await answers()).some((text) => text.includes("I'll notify you when flow")))
        .toBe(true);
      await say(maya, 'help');
      await expect.poll(async () => (await answers()).some((text) => text.includes('*Usage:*'))).toBe(true);
      await say(maya, 'thank you!');
      await expect.poll(async () => (await answers()).some((text) => text.includes("No flow's name"))).toBe(true);
      await say(maya, 'e400-unknown-resource-owner-id');
      await expect.poll(async () => (await answers()).some((text) => text.includes('belongs to another'))).toBe(true);
      // Each once: it does not answer itself.
      expect((await answers()).filter((text) => text.includes("No flow's name"))).toHaveLength(1);
    });

    it('can be asked again by the button of what failed', async () => {
      const maya = desk('campaignManager', 'botDirectMessage');
      const flowId = newFlow();
      sandbox.cams.failNext(flowId, 'e400-ram-permission-deny');
      await say(maya, flowId);
      await expect
        .poll(async () => (await maya.lines()).some((line) => said(line).includes('cams:GetFlowJSONAssest')))
        .toBe(true);
      await maya.click('Try again');
      await maya.file(`${flowId}.json`);
    });

    it('takes a thread of it, whose answers stay there', async () => {
      const maya = desk('campaignManager', 'botDirectMessage');
      const flowId = newFlow();
      const { ts } = await say(maya, 'watches');
      await say(maya, flowId, ts);
      expect((await maya.file(`${flowId}.json`)).line.threadTs).toBe(ts);
    });
  });
});

describe('without the optional scopes', () => {
  it('mentions work, and what reads messages is passed over', async () => {
    const manifest = await readManifest();
    const botScopes = manifest.botScopes.filter((scope) => !scope.endsWith(':history'));
    const sandbox = await start({ manifest: { ...manifest, botScopes } });
    const maya = deskOf(sandbox, 'campaignManager', 'campaigns');
    const { ts } = await sayIn(sandbox, maya, `Flow ID: ${CLINIC} is odd`);
    await sayIn(sandbox, maya, BOT, ts);
    expect((await maya.told(/^This needs a window\./)).threadTs).toBe(ts);
    await sayIn(sandbox, maya, `${BOT} ${CLINIC}`, ts);
    expect((await maya.file(`${CLINIC}.json`)).line.threadTs).toBe(ts);

    const direct = deskOf(sandbox, 'campaignManager', 'botDirectMessage');
    await sayIn(sandbox, direct, CLINIC);
    await sayIn(sandbox, maya, `${BOT} ${REPAIR}`);
    await maya.file(`${REPAIR}.json`);
    expect(await filesOf(direct, `${CLINIC}.json`)).toEqual([]);
  });
});

describe('killed between ack and file', () => {
  it('a mention is taken up again, and its replies reach the thread', async () => {
    const databaseUrl = `file:${join(mkdtempSync(join(tmpdir(), 'flow-json-mentions-')), 'flow-json.db')}`;
    let isSlow = true;
    const sandbox = await start({
      cams: { serviceMs: () => (isSlow ? 8_000 : 0) },
      settings: { DATABASE_URL: databaseUrl },
    });
    const maya = deskOf(sandbox, 'campaignManager', 'campaigns');
    const { ts } = await sayIn(sandbox, maya, 'What do customers see?');
    await sayIn(sandbox, maya, `${BOT} ${CLINIC} e400-unknown-resource-owner-id`, ts);
    await maya.told(/^Fetching the JSON/);
    await sandbox.bot.stop('SIGKILL');
    isSlow = false;
    const settings = { ...botSettings(sandbox.workspace, sandbox.cams), DATABASE_URL: databaseUrl };
    const second = await startBotProcess(settings);
    try {
      sandbox.workspace.connectBot(second.requestUrl);
      const { line } = await maya.file(`${CLINIC}.json`, 30_000);
      expect(line.threadTs).toBe(ts);
      expect((await maya.told(/^I could not share 1 flow/, 30_000)).threadTs).toBe(ts);
      // Slack sends the event once more to the new process: it is known.
      expect(await sandbox.workspace.sendAgain()).toMatchObject({ ok: true });
      await sayIn(sandbox, maya, `${BOT} ${REPAIR}`);
      await maya.file(`${REPAIR}.json`);
      expect(await filesOf(maya, `${CLINIC}.json`)).toHaveLength(1);
    } finally {
      await second.stop();
    }
  }, 90_000);
});
