import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MANY_FLOWS } from '../../sandbox/cams/more-flows.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { createBotConnection } from '../../sandbox/slack/bot-connection.ts';
import { APP_ID, TEAM_ID } from '../../sandbox/slack/emulator.ts';
import { readManifest } from '../../sandbox/slack/manifest.ts';
import type { Line, View, ViewValues } from '../../sandbox/slack/page-api.ts';
import { messageShortcut } from '../../sandbox/slack/payloads.ts';
import type { ConversationKey, PersonKey } from '../../sandbox/slack/seed.ts';
import { SANDBOX_SIGNING_SECRET } from '../../sandbox/slack/workspace.ts';
import { type Desk, deskOf, sandboxes } from './support/desk.ts';
import { jsonNamesOf, said } from './support/said.ts';

const CLINIC = '1706000000000001';
const REPAIR = '1706000000000406';
const SHOP = '17b6e2c94f0a4d1f8a3c5d7e90b12f34';

const { start, close } = sandboxes();
let sandbox: Sandbox;
beforeAll(async () => {
  // Changes nothing but that Slack is asked who is in the group.
  const rule = '{ name: Managers fetch, effect: allow, what: [fetch], who: ["@campaign-managers"] }';
  sandbox = await start({ cams: { flows: MANY_FLOWS }, access: () => `rules: [${rule}]` });
});
afterAll(close);

const desk = (who: PersonKey, where: ConversationKey): Desk => deskOf(sandbox, who, where);

const option = (value: string) => ({ text: { type: 'plain_text' as const, text: value }, value });
const radio = (value: string) => ({
  destination: { destination: { type: 'radio_buttons', selected_option: option(value) } },
});
const flowsChosen = (...values: string[]) => ({
  flows: { flows: { type: 'multi_external_select', selected_options: values.map(option) } },
});
const submission = (...parts: ViewValues[]): ViewValues => Object.assign({}, ...parts);

/** Says something, and gives the line that it became. */
async function say(at: Desk, text: string): Promise<Line> {
  expect(await at.type(text)).toEqual({ ok: true });
  const line = (await at.lines()).findLast((each) => each.text === text);
  if (line === undefined) throw new Error(`There is no line ${text}`);
  return line;
}

const filesIn = async (at: Desk) => (await at.lines()).flatMap(({ files }) => files.map(({ name }) => name));
const textOfView = ({ blocks }: View) => JSON.stringify(blocks);

describe('several flows', () => {
  it('come as one message with all files, and what failed is told to the requester alone', async () => {
    const tomas = desk('flowDeveloper', 'campaigns');
    await tomas.command(`/flow-json ${CLINIC} ${REPAIR} e400-unknown-resource-owner-id e500-internal-error`);
    const { line } = await tomas.file(`${REPAIR}.json`);
    expect(jsonNamesOf(line)).toEqual([`${CLINIC}.json`, `${REPAIR}.json`]);
    expect(said(line)).toContain(`The JSON of 2 flows, requested by <@${tomas.me.id}>`);
    expect(said(line)).toContain('*Clinic appointment*');

    const { text } = await tomas.told(/^I could not share 2 flows: Shared 2 of 4\./);
    expect(text).toMatch(/flow e400-unknown-resource-owner-id: the flow belongs to another.*\n.*RequestId/);
    expect(text).toMatch(/flow e500-internal-error: Alibaba Cloud had an internal error/);
    const others = await desk('campaignManager', 'campaigns').lines();
    expect(others.filter((each) => said(each).includes('I could not share'))).toEqual([]);

    await tomas.click('Get the failed ones again');
    await expect
      .poll(() => sandbox.cams.arrivals.filter(({ flowId }) => flowId === 'e500-internal-error').length)
      .toBeGreaterThanOrEqual(2);
  });

  it('say how far they are while it takes long', async () => {
    const jonas = desk('supportLead', 'flowDev');
    const ids = Array.from({ length: 20 }, (_, index) => `17b6many${10 + index}`);
    for (const id of ids) sandbox.cams.setFlow(id, '{"version":"7.1","screens":[{"id":"ONE"}]}');
    await jonas.command(`/flow-json ${ids.join(' ')}`);
    const { text } = await jonas.told(/^Fetching the JSON of 20 flows. This takes about \d+ (s|min)\.$/);
    expect(text).toBeDefined();
    await jonas.told(/^\d+ of 20 done, about \d+ s left\.$/);
    await jonas.told(/^Shared the JSON of 20 flows\.$/, 20_000);
    const [message] = (await jonas.lines()).filter((each) => jsonNamesOf(each).length > 0);
    expect(message?.files).toHaveLength(20);
    expect(sandbox.cams.worstWindow()).toBeLessThanOrEqual(5);
  }, 40_000);
});

describe('only-me', () => {
  it('delivers to the direct message, and nothing to the channel', async () => {
    const jonas = desk('supportLead', 'campaigns');
    const before = await filesIn(jonas);
    await jonas.command(`/flow-json ${SHOP} only-me`);
    await jonas.told(
      new RegExp(`The JSON of flow ${SHOP} is in your direct message with me\\. Only you can see it\\.`),
    );
    expect(await filesIn(jonas)).toEqual(before);
    const { people } = sandbox.workspace;
    const { lines } = await sandbox.workspace.state(people.supportLead);
    expect(lines.flatMap(({ files }) => files.map(({ name }) => name))).toContain(`${SHOP}.json`);
  });
});

describe('/flow-json list', () => {
  it('shows the flows with a button each, page by page', async () => {
    const priya = desk('onCallEngineer', 'campaigns');
    await priya.command('/flow-json list');
    const { text } = await priya.told(/^Flows\n/);
    expect(text).toContain(`Clinic appointment ${CLINIC}`);
    expect(text.split('\n')).toHaveLength(11);
    await priya.click('Next');
    await expect
      .poll(async () =>
        (await priya.privateTexts()).some((each) => each.startsWith('Flows\n') && !each.includes(CLINIC)),
      )
      .toBe(true);
    await priya.click('Previous');
    await priya.told(new RegExp(`Clinic appointment ${CLINIC}`));
  });

  it('finds flows by name, and fetches one', async () => {
    const priya = desk('onCallEngineer', 'campaigns');
    await priya.command('/flow-json list insurance');
    const list = await priya.told(/^Flows that match “insurance”\nHome insurance quote/);
    await priya.click('Get', list);
    await priya.told(/^Shared 170600000000000203\.json/);
    expect((await priya.privateTexts()).some((text) => text.startsWith('Flows that match “insurance”'))).toBe(true);
  });

  it('says so where there is none', async () => {
    const priya = desk('onCallEngineer', 'campaigns');
    await priya.command('/flow-json list nosuchflow');
    await priya.told(/^There are no flows that match “nosuchflow”\./);
  });
});

describe('a name', () => {
  it('fetches the one flow that has it, and says which that is', async () => {
    const maya = desk('campaignManager', 'campaigns');
    await maya.command('/flow-json loyalty ENROL');
    await maya.told(
      /^One flow matches loyalty ENROL: Loyalty enrolment \(17b6a07d3e584c29b1f6420c8d9e7a55\)\.\nFetching/,
    );
    await maya.file('17b6a07d3e584c29b1f6420c8d9e7a55.json');
  });

  it('opens the picker where several flows have it, with those in it', async () => {
    const maya = desk('campaignManager', 'campaigns');
    await maya.command('/flow-json survey');
    await expect.poll(async () => textOfView(await maya.modal())).toContain('Several flows match `survey`');
    const offered = await maya.options('flows', 'flows', '');
    expect(offered.length).toBeGreaterThan(3);
    expect(offered.every(({ text }) => /survey|feedback/i.test(text.text))).toBe(true);
  });

  it('says that no flow has it, and leads to the list of all', async () => {
    const maya = desk('campaignManager', 'flowDev');
    await maya.command('/flow-json nosuchflow');
    const none = await maya.told(/^No flow's name, ID or category matches nosuchflow\./);
    await maya.click('Show all flows', none);
    await maya.told(/^Flows\nClinic appointment/);
    await maya.command('/flow-json hlep');
    await maya.told(/Did you mean \/flow-json help\?$/);
  });
});

describe('the picker', () => {
  it('opens where no flow is named, suggests while typing, and shares what was chosen', async () => {
    const maya = desk('campaignManager', 'campaigns');
    await maya.command('/flow-json');
    const view = await maya.modal();
    expect(view.title).toBe('Get flow JSON');
    const offered = await maya.options('flows', 'flows', 'loyal');
    expect(offered.map(({ text }) => text.text)).toEqual(['Loyalty enrolment · 17b6a07d3e584c29b1f6420c8d9e7a55']);
    expect(await maya.options('flows', 'flows', '17b6notlisted1')).toMatchObject([{ value: '17b6notlisted1' }]);
    expect(
      await maya.submit(submission(flowsChosen('17b6a07d3e584c29b1f6420c8d9e7a55'), radio('conversation'))),
    ).toEqual({
      ok: true,
    });
    await maya.file('17b6a07d3e584c29b1f6420c8d9e7a55.json');
    await maya.told(/^Shared 17b6a07d3e584c29b1f6420c8d9e7a55\.json/);
  });

  it('does not take a remark for a flow', async () => {
    const maya = desk('campaignManager', 'campaigns');
    await maya.command('/flow-json');
    await maya.modal();
    const [remark] = await maya.options('flows', 'flows', 'zzz');
    expect(remark?.text.text).toBe('No flow matches: paste an ID');
    expect(await maya.submit(submission(flowsChosen(remark?.value ?? ''), radio('conversation')))).toEqual({
      ok: false,
      errors: { flows: 'Choose a flow from the list.' },
    });
  });

  it('opens by the global shortcut, and delivers to the conversation that is chosen', async () => {
    const priya = desk('onCallEngineer', 'flowDev');
    await priya.shortcut('pick_flow');
    expect(textOfView(await priya.modal())).toContain('conversations_select');
    const conversation = {
      conversation: {
        conversation: { type: 'conversations_select', selected_conversation: sandbox.workspace.conversations.flowDev },
      },
    };
    await priya.submit(submission(flowsChosen(CLINIC), radio('conversation'), conversation));
    await priya.file(`${CLINIC}.json`);
    await priya.told(/^Shared/);
  });
});

describe('the shortcut of a message', () => {
  it('fetches the one flow in it at once, into its thread', async () => {
    const maya = desk('campaignManager', 'campaigns');
    const line = await say(maya, `Is ${REPAIR} the one that costs €1,706.00?`);
    await maya.shortcut('get_flow_json', line);
    await expect
      .poll(async () =>
        (await maya.lines()).some((each) => each.threadTs === line.ts && jsonNamesOf(each).length === 1),
      )
      .toBe(true);
    await maya.told(new RegExp(`^Shared ${REPAIR}`));
  });

  it('offers several, all ticked', async () => {
    const maya = desk('campaignManager', 'campaigns');
    const line = await say(
      maya,
      `Old flow ${CLINIC}, new flow \`${SHOP}\`: which one is live? Call me: +49 170 6000000`,
    );
    await maya.shortcut('get_flow_json', line);
    await expect.poll(async () => (await maya.modal()).title).toBe('Flows in the message');
    const shown = textOfView(await maya.modal());
    expect(shown).toContain('"optional":false');
    expect(
      /"initial_options":.*/
        .exec(shown)?.[0]
        .match(/"value":"[^"]*"/g)
        ?.slice(0, 2),
    ).toEqual([`"value":"${CLINIC}@default/"`, `"value":"${SHOP}@default/"`]);
    const chosen = option(`${SHOP}@default/`);
    const ticked = { found_flows: { found_flows: { type: 'checkboxes', selected_options: [chosen] } } };
    expect(await maya.submit(submission(ticked, radio('thread')))).toEqual({ ok: true });
    await expect
      .poll(async () => (await maya.lines()).filter(({ threadTs }) => threadTs === line.ts).flatMap(jsonNamesOf))
      .toEqual([`${SHOP}.json`]);
  });

  it('offers what the list lacks without a tick, and says so', async () => {
    const maya = desk('campaignManager', 'campaigns');
    const line = await say(maya, `Flow 1706000000777777 is new, isn't it? The order is 1706000000888888.`);
    await maya.shortcut('get_flow_json', line);
    await expect.poll(async () => (await maya.modal()).title).toBe('Flows in the message');
    const shown = textOfView(await maya.modal());
    expect(shown).toContain("Not in the account's list");
    expect(shown).toContain('1706000000777777');
    expect(shown).not.toContain('1706000000888888');
    expect(shown).not.toContain('initial_options');
    const none = { found_flows: { found_flows: { type: 'checkboxes', selected_options: [] } } };
    expect(await maya.submit(submission(none, radio('thread')))).toEqual({
      ok: false,
      errors: { found_flows: 'Choose at least one flow.' },
    });
  });

  it('says that there is none, and offers the picker', async () => {
    const maya = desk('campaignManager', 'campaigns');
    const line = await say(maya, 'Lunch at 12:30? It is 12,50 € today.');
    await maya.shortcut('get_flow_json', line);
    await expect.poll(async () => textOfView(await maya.modal())).toContain('I found no flow ID in that message.');
  });

  it('works where the bot is no member: by direct message, with a link back', async () => {
    const maya = desk('campaignManager', 'launchSecret');
    const line = await say(maya, `The launch uses flow ${CLINIC}.`);
    await maya.shortcut('get_flow_json', line);
    await maya.told(/is in your direct message with me: I couldn't post here/);
    const direct = desk('campaignManager', 'botDirectMessage');
    const { line: delivered } = await direct.file(`${CLINIC}.json`);
    const link = `https://harbour-retail.slack.com/archives/${maya.conversationId}/p${line.ts.replace('.', '')}`;
    expect(said(delivered)).toContain(`You asked for it from <${link}|this message>.`);
  });

  it('costs one call where it is used 100 times in the same second, and delivers each time', async () => {
    const flowId = '1706000000005004';
    const jonas = desk('supportLead', 'flowDev');
    const line = await say(jonas, `Everybody look at flow ${flowId}`);
    const { conversations } = await sandbox.workspace.state(jonas.me);
    const conversation = conversations.find(({ id }) => id === jonas.conversationId);
    if (conversation === undefined) throw new Error('The conversation is gone');
    sandbox.cams.reset();
    const slack = createBotConnection({
      requestUrl: () => sandbox.bot.requestUrl,
      signingSecret: SANDBOX_SIGNING_SECRET,
      now: Date.now,
    });
    // Who is not of the workspace is refused: everybody of the staff, twenty times.
    const { flowDeveloper, onCallEngineer, supportLead, campaignManager, campaignManagerChina } =
      sandbox.workspace.people;
    const staff = [flowDeveloper, onCallEngineer, supportLead, campaignManager, campaignManagerChina];
    const clicks = Array.from({ length: 100 }, (_, index) => {
      const me = staff[index % staff.length] ?? jonas.me;
      const identity = { appId: APP_ID, team: { id: TEAM_ID, domain: 'harbour-retail' }, token: '' };
      const payload = messageShortcut(
        { identity, me, at: Date.now() },
        {
          shortcut: { callbackId: 'get_flow_json', name: 'Get flow JSON', type: 'message' },
          triggerId: `1.2.${index}`,
          responseUrl: `${sandbox.workspace.url}/response/none`,
          conversation,
          message: { type: 'message', ts: line.ts, user: jonas.me.id, text: line.text },
        },
      );
      return slack.send({ payload: JSON.stringify(payload) });
    });
    expect((await Promise.all(clicks)).filter(({ ok }) => !ok)).toEqual([]);
    const inThread = async () =>
      (await jonas.lines()).filter((each) => each.threadTs === line.ts && jsonNamesOf(each).length > 0);
    await expect.poll(async () => (await inThread()).length, { timeout: 30_000 }).toBe(100);
    // The list of flows is kept by itself, at any time.
    const operations = sandbox.cams.arrivals.map(({ operation }) => operation).filter((name) => name !== 'ListFlow');
    expect(operations.toSorted()).toEqual(['GetFlow', 'GetFlowJSONAssest']);
  }, 60_000);
});

describe('the Home tab', () => {
  it('has recent fetches, favourites, and the state of the account', async () => {
    const maya = desk('campaignManager', 'campaigns');
    await maya.command(`/flow-json ${CLINIC}`);
    await maya.told(/^Shared 1706000000000001/);
    await maya.click('Add to favourites');
    await maya.told(/to your favourites/);
    const home = textOfView(await maya.home());
    expect(home).toContain('*Clinic appointment* `1706000000000001`');
    expect(home).toMatch(/[▰▱]{10} \d+ of 300 `\w+` calls in the last minute/);
    expect(home).toContain('Last success: ');
    expect(home).toContain('Version 0.1.0');
  });

  it("shows nobody another's", async () => {
    const lin = desk('campaignManagerChina', 'botDirectMessage');
    expect(textOfView(await lin.home())).not.toContain('Clinic appointment');
  });
});

describe('the settings', () => {
  it('hold for the channel and for the workspace', async () => {
    const other = await start();
    const tomas = deskOf(other, 'flowDeveloper', 'campaigns');
    await tomas.command('/flow-json settings');
    expect((await tomas.modal()).title).toBe('Flow JSON settings');
    const space = { space: { space: { type: 'plain_text_input', value: 'cams-0099' } } };
    expect(await tomas.submit(submission(space, radio('only-me')))).toEqual({ ok: true });
    await tomas.told(/^Settings saved\.$/);

    await tomas.command(`/flow-json ${CLINIC}`);
    await tomas.told(/in space cams-0099 is in your direct message with me\. Only you can see it/);
    await tomas.command(`/flow-json ${CLINIC} here`);
    await tomas.file(`${CLINIC}.json`);
    const elsewhere = deskOf(other, 'flowDeveloper', 'flowDev');
    await elsewhere.command(`/flow-json ${REPAIR}`);
    await elsewhere.told(new RegExp(`The JSON of flow ${REPAIR} is in your direct message`));
  });
});

describe('the language', () => {
  it('is that of the person who asks', async () => {
    const lin = desk('campaignManagerChina', 'campaigns');
    // The first answer does not wait for Slack to name the language, where that takes long.
    await lin.command('/flow-json help');
    await lin.told(/WhatsApp Flow/);
    await lin.command('/flow-json help');
    await lin.told(/^我从阿里云获取 WhatsApp Flow 的 JSON/);
    await lin.command('/flow-json e400-product-unsubscript');
    await lin.told(/^未能分享流程 e400-product-unsubscript 的 JSON： 该阿里云账号尚未开通/);
    await lin.command('/flow-json');
    expect((await lin.modal()).title).toBe('获取流程 JSON');
  });
});

/** What each method needs. Source: the pages of the methods on docs.slack.dev. */
const SCOPE_OF_METHOD: Readonly<Record<string, string>> = {
  'conversations.info': 'channels:read',
  'team.info': 'team:read',
  'chat.postMessage': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'conversations.join': 'channels:join',
  'conversations.open': 'im:write',
  'files.getUploadURLExternal': 'files:write',
  'files.completeUploadExternal': 'files:write',
  'conversations.replies': 'channels:history',
  'files.info': 'files:read',
  'usergroups.list': 'usergroups:read',
  'users.info': 'users:read',
};

describe('the scopes of the manifest', () => {
  it('are each needed by a call that was made, and no call lacked one', async () => {
    const maya = desk('campaignManager', 'campaigns');
    sandbox.workspace.failNext('files.completeUploadExternal', { reset: true, afterForwarding: true });
    await maya.command(`/flow-json ${SHOP} space:cams-scopes`);
    await maya.told(new RegExp(`^Shared ${SHOP}.* in space cams-scopes`));
    const thread = await say(maya, 'Is the loyalty flow the one?');
    await sandbox.workspace.say(maya.me, maya.conversationId, '@Flow JSON', thread.ts);
    await maya.told(/^This needs a window/);
    const shared = desk('campaignManager', 'partners');
    await shared.command(`/flow-json ${SHOP}`);
    await shared.told(/This channel is shared with Lighthouse Agency/);
    const { calls } = sandbox.workspace;
    expect(calls.filter(({ error }) => error === 'missing_scope')).toEqual([]);
    const used = new Set(calls.flatMap(({ method }) => SCOPE_OF_METHOD[method] ?? []));
    const { botScopes } = await readManifest();
    // What slash commands, shortcuts and events need: no method asks for it. A private channel wants some of its own.
    const withoutMethod = ['commands', 'app_mentions:read', 'im:history', 'groups:history', 'groups:read'];
    expect([...used, ...withoutMethod].toSorted()).toEqual(botScopes.toSorted());
  });
});
