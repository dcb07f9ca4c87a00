import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORGANISATION, type Sandbox } from '../../sandbox/sandbox.ts';
import { TEAM_ID } from '../../sandbox/slack/emulator.ts';
import type { Line } from '../../sandbox/slack/page-api.ts';
import type { ConversationKey, PersonKey } from '../../sandbox/slack/seed.ts';
import { type Desk, deskOf, sandboxes } from './support/desk.ts';

const CLINIC = '1706000000000001';
const REPAIR = '1706000000000406';
const SHOP = '17b6e2c94f0a4d1f8a3c5d7e90b12f34';

const { start, close } = sandboxes();
afterAll(close);

/** Slack names no workspace with a click then, and people by the organisation. */
describe.each(['by HTTP', 'in Socket Mode'])('in a workspace whose organisation installed the app, %s,', (way) => {
  let sandbox: Sandbox;
  const desk = (who: PersonKey, where: ConversationKey): Desk => deskOf(sandbox, who, where);
  const say = async ({ me, conversationId, lines }: Desk, text: string, threadTs?: string): Promise<Line> => {
    expect(await sandbox.workspace.say(me, conversationId, text, threadTs)).toEqual({ ok: true });
    const own = ({ author, isPrivate }: Line) => author.id === me.id && !isPrivate;
    return (await lines()).findLast(own) ?? expect.fail(`There is no line ${text}`);
  };

  beforeAll(async () => {
    const settings = { PICTURE_PROCESSES: '0' };
    sandbox = await start({ organisation: true, socketMode: way === 'in Socket Mode', settings });
  });

  it('a command, a mention and a direct message bring files', async () => {
    const maya = desk('campaignManager', 'campaigns');
    await maya.command(`/flow-json ${CLINIC}`);
    await maya.file(`${CLINIC}.json`);
    await say(maya, `@Flow JSON ${REPAIR}`);
    await maya.file(`${REPAIR}.json`);
    const direct = desk('campaignManager', 'botDirectMessage');
    await say(direct, SHOP);
    await direct.file(`${SHOP}.json`);
  });

  it.each(['campaigns', 'campaignLeads'] as const)('a button in #%s is in that workspace', async (where) => {
    const maya = desk('campaignManager', where);
    await maya.command(`/flow-json ${CLINIC}`);
    const { line } = await maya.file(`${CLINIC}.json`);
    await maya.click('Watch', line);
    await expect
      .poll(async () => (await maya.lines()).filter(({ isPrivate }) => !isPrivate).map(({ text }) => text))
      .toContainEqual(expect.stringContaining('set up a watch'));
    // A command says its workspace itself: what the button did is there.
    const watched = async () => {
      await maya.command('/flow-json watches');
      return (await maya.privateTexts()).join('\n');
    };
    await expect.poll(watched, { timeout: 20_000 }).toMatch(/This channel watches 1 flow/);
  });

  it('a window opens, offers flows and takes them', async () => {
    const maya = desk('campaignManager', 'flowDev');
    await maya.command('/flow-json');
    const { blocks } = await maya.modal();
    expect(JSON.stringify(blocks)).toContain('multi_external_select');
    const tomas = desk('flowDeveloper', 'campaigns');
    const line = await say(tomas, `Flow ID: ${SHOP} is odd`);
    await tomas.shortcut('get_flow_json', line);
    expect((await tomas.file(`${SHOP}.json`)).line.threadTs).toBe(line.ts);
  });

  it('the Home tab shows what was fetched, to who fetched it', async () => {
    const maya = desk('campaignManager', 'campaigns');
    await expect.poll(async () => JSON.stringify(await maya.home()), { timeout: 20_000 }).toContain(CLINIC);
    expect(JSON.stringify(await desk('onCallEngineer', 'campaigns').home())).not.toContain(`"${CLINIC}`);
  });

  it('somebody of another organisation is told so, and gets nothing', async () => {
    const jonas = desk('supportLead', 'partners');
    await jonas.command(`/flow-json ${REPAIR}`);
    await jonas.told(/^This channel is shared with/);
    await jonas.click('Share anyway');
    const { line } = await jonas.file(`${REPAIR}.json`);
    const amara = desk('outsider', 'partners');
    await amara.click('Watch', line);
    expect((await amara.told(/members of/)).isPrivate).toBe(true);
  });

  it('calls name the workspace, and none is refused', () => {
    const { calls } = sandbox.workspace;
    expect(calls.filter(({ error }) => error === 'missing_argument' || error === 'team_access_not_granted')).toEqual(
      [],
    );
    expect(sandbox.bot.output()).not.toContain('"level":50');
    expect(ORGANISATION.id).not.toBe(TEAM_ID);
  });
});
