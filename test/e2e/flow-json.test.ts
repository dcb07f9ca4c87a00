import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_FLOWS } from '../../sandbox/cams/sample-flows.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { FIXTURE_FLOWS, flowNamesIn, readFlow, sampleFlows } from '../support/flow-files.ts';
import { deskOf, sandboxes } from './support/desk.ts';
import { said } from './support/said.ts';

const FLOW_ID = '1706000000000001';
const { start, close } = sandboxes();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await start();
});
afterAll(close);

const desk = (...where: Parameters<typeof deskOf> extends [unknown, ...infer Rest] ? Rest : never) =>
  deskOf(sandbox, ...where);

describe('/flow-json <flowId>', () => {
  it('acks at once, shares the snippet, and tells the outcome', async () => {
    const maya = desk('campaignManager', 'campaigns');
    await maya.command(`/flow-json ${FLOW_ID}`);
    expect(await maya.privateTexts()).toContain(`Fetching the JSON of flow ${FLOW_ID}…`);

    const { line, file } = await maya.file(`${FLOW_ID}.json`);
    expect(file).toMatchObject({ title: `Flow ${FLOW_ID} · Flow JSON 6.2 · 4 screens`, mode: 'snippet' });
    expect(line).toMatchObject({ author: { isBot: true }, isPrivate: false });
    const result = said(line);
    expect(result).toContain(`*Clinic appointment*\nThe JSON of flow \`${FLOW_ID}\`, requested by <@${maya.me.id}>`);
    expect(result).toContain('*Status*\nPublished');
    expect(result).toContain('*Versions*\nFlow JSON 6.2');
    expect(result).toContain(
      '*Screens*\n1. Book an appointment `DEPARTMENT`\n2. Choose a day `DATE`\n3. About you `PATIENT`\n',
    );
    expect(result).toMatch(/Fetched <!date\^\d+\^.*> · SHA-256 `[0-9a-f]{12}` · The preview works until <!date/);
    const json = SAMPLE_FLOWS.find(({ flowId }) => flowId === FLOW_ID)?.json ?? '';
    expect(await maya.textOf(file)).toBe(`${JSON.stringify(JSON.parse(json), null, 2)}\n`);
    const outcome = await maya.told(/^Shared/);
    expect(outcome.text).toBe(`Shared ${FLOW_ID}.json, the JSON of flow ${FLOW_ID}.`);
  });

  it('is seen by everybody in the channel, and its private lines by nobody else', async () => {
    const priya = desk('onCallEngineer', 'campaigns');
    await priya.file(`${FLOW_ID}.json`);
    expect(await priya.privateTexts()).toEqual([]);
  });

  it.each(SAMPLE_FLOWS.map(({ flowId, name, json }) => ({ flowId, name, json })))(
    'shares $name as it is',
    async ({ flowId, json }) => {
      const tomas = desk('flowDeveloper', 'campaigns');
      await tomas.command(`/flow-json ${flowId}`);
      const { file } = await tomas.file(`${flowId}.json`);
      expect(await tomas.textOf(file)).toBe(`${JSON.stringify(JSON.parse(json), null, 2)}\n`);
    },
  );

  it('shares what is larger than a snippet may be as a file', async () => {
    const tomas = desk('flowDeveloper', 'campaigns');
    await tomas.command('/flow-json s200-two-megabytes');
    const { file } = await tomas.file('s200-two-megabytes.json');
    expect(file.mode).toBe('hosted');
    expect(file.size).toBeGreaterThan(1024 * 1024);
    expect(JSON.parse(await tomas.textOf(file))).toHaveProperty('screens');
  });

  it('asks in the space that is named', async () => {
    const tomas = desk('flowDeveloper', 'campaigns');
    await tomas.command('/flow-json 1706000000000406 space:cams-0042');
    await tomas.told(/in space cams-0042\.$/);
    const asked = sandbox.cams.arrivals.filter(({ custSpaceId }) => custSpaceId !== undefined);
    expect(asked.map(({ flowId, custSpaceId }) => `${flowId} ${custSpaceId}`)).toContain('1706000000000406 cams-0042');
  });

  it('takes an ID with what was pasted along', async () => {
    const jonas = desk('supportLead', 'campaigns');
    await jonas.command('/flow-json “`1706000000000406`”,');
    await jonas.told(/^Shared 1706000000000406\.json/);
  });
});

describe('what is no request', () => {
  it('is answered privately with usage and an example', async () => {
    const priya = desk('onCallEngineer', 'flowDev');
    const calls = () => sandbox.cams.arrivals.filter(({ operation }) => operation !== 'ListFlow').length;
    const before = calls();
    await priya.command('/flow-json nonsense');
    await priya.told(/^No flow's name, ID or category matches nonsense\.\nUsage: \/flow-json &lt;flowId&gt;/);
    await priya.command('/flow-json help');
    await priya.told(/^I fetch the JSON of WhatsApp Flows/);
    await priya.command(`/flow-json ${'1'.repeat(65)}`);
    await priya.told(/is too long for a flow ID/);
    await priya.command('/flow-json <!channel>');
    const line = await priya.told(/!channel/);
    expect(JSON.stringify(line)).not.toContain('<!channel>');
    expect(calls()).toBe(before);
  });

  it('is refused without a good signature', async () => {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)),
      'x-slack-signature': `v0=${'0'.repeat(64)}`,
    };
    const body = `command=%2Fflow-json&text=${FLOW_ID}`;
    const answer = await fetch(sandbox.bot.requestUrl, { method: 'POST', headers, body });
    expect(answer.status).toBe(401);
  });
});

describe('where the bot is no member', () => {
  it('joins a public channel', async () => {
    const tomas = desk('flowDeveloper', 'flowDev');
    await tomas.command(`/flow-json ${FLOW_ID}`);
    await tomas.file(`${FLOW_ID}.json`);
    const { conversations } = await sandbox.workspace.state(tomas.me);
    expect(conversations.find(({ id }) => id === tomas.conversationId)).toMatchObject({ hasBot: true });
  });

  it.each(['launchSecret', 'directMessage'] as const)(
    'delivers to the direct message from %s',
    async (conversation) => {
      const maya = desk('campaignManager', conversation);
      const flowId = conversation === 'directMessage' ? '17060000000000304' : '170600000000000203';
      await maya.command(`/flow-json ${flowId}`);
      const outcome = await maya.told(/is in your direct message with me/);
      expect(outcome.text).toContain("I couldn't post here because I'm not a member of that conversation.");
      expect(outcome.text).toContain('/invite');
      expect((await maya.lines()).flatMap(({ files }) => files)).toEqual([]);

      const { line } = await desk('campaignManager', 'botDirectMessage').file(`${flowId}.json`);
      expect(said(line)).toContain("I sent it here because I'm not a member of that conversation.");
    },
  );
});

describe('many at once', () => {
  it('never has more than 5 calls arrive in a second, and says how long it takes', async () => {
    sandbox.cams.reset();
    const asked = SAMPLE_FLOWS.flatMap(({ flowId }) => [`${flowId} space:cams-1`, `${flowId} space:cams-2`]);
    const tomas = desk('flowDeveloper', 'campaigns');
    await Promise.all(asked.map((text) => tomas.command(`/flow-json ${text}`)));
    const waiting = await tomas.told(/requests? (is|are) ahead of yours, which starts in about \d s/);
    expect(waiting.text).toContain("I keep within Alibaba Cloud's limit.");
    for (const { flowId } of SAMPLE_FLOWS) {
      await tomas.told(new RegExp(`^Shared ${flowId}\\.json.* in space cams-1\\.`));
      await tomas.told(new RegExp(`^Shared ${flowId}\\.json.* in space cams-2\\.`));
    }
    const files = sandbox.cams.arrivals.filter(({ operation }) => operation === 'GetFlowJSONAssest');
    expect(files).toHaveLength(asked.length);
    expect(sandbox.cams.worstWindow()).toBeLessThanOrEqual(5);
    expect(sandbox.cams.arrivals.filter(({ outcome }) => outcome === 'dropped')).toEqual([]);
  });

  it('asks once for a flow that several people want', async () => {
    const flow = '1706000000000406 space:cams-together';
    const people = [desk('campaignManager', 'campaigns'), desk('onCallEngineer', 'campaigns')];
    await Promise.all(people.map((person) => person.command(`/flow-json ${flow}`)));
    for (const person of people) await person.told(/^Shared .* in space cams-together\./);
    const together = sandbox.cams.arrivals.filter(({ custSpaceId }) => custSpaceId === 'cams-together');
    expect(together.filter(({ operation }) => operation === 'GetFlowJSONAssest')).toHaveLength(1);
    expect(together.filter(({ operation }) => operation === 'GetFlow').length).toBeLessThanOrEqual(1);
  });
});

const FLOW_FOLDERS = [FIXTURE_FLOWS, sampleFlows()].filter((folder) => folder !== undefined);

describe('flows of every version', () => {
  it('arrive as they are', async () => {
    const given = FLOW_FOLDERS.flatMap((folder) =>
      flowNamesIn(folder).map((name) => ({ name, json: readFlow(folder, name) })),
    ).map((flow, index) => ({ ...flow, flowId: `real${String(index).padStart(4, '0')}` }));
    const tomas = desk('flowDeveloper', 'campaigns');
    for (const { flowId, json } of given) {
      sandbox.cams.setFlow(flowId, json);
      await tomas.command(`/flow-json ${flowId}`);
    }
    for (const { flowId, json, name } of given) {
      const { file } = await tomas.file(`${flowId}.json`, 20_000);
      expect(await tomas.textOf(file), name).toBe(`${JSON.stringify(JSON.parse(json), null, 2)}\n`);
    }
    expect(given.length).toBeGreaterThan(10);
  }, 60_000);
});

describe('SIGTERM', () => {
  it('is obeyed once what runs has been delivered', async () => {
    const other = await start({ cams: { serviceMs: () => 500 } });
    const maya = deskOf(other, 'campaignManager', 'campaigns');
    await maya.command(`/flow-json ${FLOW_ID}`);
    expect(await other.bot.stop('SIGTERM')).toBe(0);
    await maya.file(`${FLOW_ID}.json`, 0);
    await maya.told(/^Shared/, 0);
  });
});
