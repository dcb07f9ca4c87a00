import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Line } from '../../sandbox/slack/page-api.ts';
import type { ConversationKey, PersonKey } from '../../sandbox/slack/seed.ts';
import { type Desk, deskOf, sandboxes } from './support/desk.ts';
import { said } from './support/said.ts';

const CLINIC = '1706000000000001';

const { start, close } = sandboxes();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await start({});
});
afterAll(close);

const desk = (who: PersonKey, where: ConversationKey): Desk => deskOf(sandbox, who, where);

/** Meta refuses an ID with a digit, and a version that is frozen. */
const FAULTY = JSON.stringify(
  {
    version: '7.3',
    screens: [
      {
        id: 'STEP_2',
        title: 'Address',
        terminal: true,
        layout: {
          type: 'SingleColumnLayout',
          children: [{ type: 'Footer', label: 'Done', 'on-click-action': { name: 'complete', payload: {} } }],
        },
      },
    ],
  },
  null,
  2,
);

async function share(at: Desk, name: string, content: string): Promise<Line> {
  await sandbox.workspace.shareFile(at.me, at.conversationId, { name, content }, `Please look at ${name}`);
  await expect.poll(async () => (await at.lines()).some((line) => said(line).includes(name))).toBe(true);
  const line = (await at.lines()).findLast((each) => each.files.some((file) => file.name === name));
  if (line === undefined) throw new Error(`There is no line with ${name}`);
  return line;
}

const inThread = async (at: Desk, line: Line) => (await at.lines()).filter(({ threadTs }) => threadTs === line.ts);

describe('the checks of a flow', () => {
  it('stand in its result, and all findings come in the thread, in the lines of the shared file', async () => {
    const tomas = desk('flowDeveloper', 'campaigns');
    sandbox.cams.setFlow(CLINIC, FAULTY);
    await tomas.command(`/flow-json ${CLINIC}`);
    const { line, file } = await tomas.file(`${CLINIC}.json`);
    expect(said(line)).toMatch(/Checks: 1 that Meta refuses/);
    await tomas.click('All findings', line);
    const findings = await tomas.file(`${CLINIC}-findings.txt`);
    expect(findings.line.threadTs).toBe(line.ts);
    const text = await tomas.textOf(findings.file);
    const [, at] = /Line (\d+):\d+ · refused/.exec(text) ?? [];
    expect((await tomas.textOf(file)).split('\n')[Number(at) - 1]).toContain('"STEP_2"');
  });
});

describe('"Check flow JSON"', () => {
  it('checks a file of a message that the bot can see', async () => {
    const maya = desk('campaignManager', 'campaigns');
    const line = await share(maya, 'address.json', FAULTY);
    await maya.shortcut('check_flow_json', line);
    const { file } = await maya.file('address-findings.txt');
    expect(await maya.textOf(file)).toContain('STEP_2');
    await expect.poll(async () => (await inThread(maya, line)).length).toBe(1);
    expect(sandbox.workspace.calls.some(({ method, ok }) => method === 'url_private' && ok)).toBe(true);
  });

  it('says where a file is no JSON, with the lines around it', async () => {
    const maya = desk('campaignManager', 'campaigns');
    const line = await share(maya, 'broken.json', FAULTY.replace('"title": "Address",', '"title": “Address”,'));
    await maya.shortcut('check_flow_json', line);
    const told = await maya.told(/broken\.json isn't valid JSON\. Line 6, column 16/);
    expect(said(told)).toMatch(/&gt; 6 \| {7}"title": “Address”/);
  });

  it('checks what stands in the words, and says what it took the flow out of', async () => {
    const maya = desk('campaignManager', 'campaigns');
    const text = JSON.stringify({ flow_json: FAULTY });
    await maya.type(text);
    const line = (await maya.lines()).findLast((each) => each.text.includes('flow_json'));
    await maya.shortcut('check_flow_json', line);
    const shared = await maya.file('message-findings.txt');
    expect(shared.line.files.map(({ name }) => name)).toEqual(['message-findings.txt', 'message.json']);
    expect(said(shared.line)).toContain('I took the flow out of `flow_json` › JSON in a string.');
  });

  it('says so where the bot may not see the file', async () => {
    const maya = desk('campaignManager', 'launchSecret');
    const line = await share(maya, 'hidden.json', FAULTY);
    await maya.shortcut('check_flow_json', line);
    await maya.told(/I can't read `?hidden\.json/);
  });
});
