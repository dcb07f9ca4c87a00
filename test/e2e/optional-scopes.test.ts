import { afterEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { readManifest } from '../../sandbox/slack/manifest.ts';
import type { Line } from '../../sandbox/slack/page-api.ts';
import { OPTIONAL_SCOPES, type OptionalScope } from '../../src/slack/workspaces/installations/bot-scopes.ts';
import { type Desk, deskOf, sandboxes } from './support/desk.ts';
import { said } from './support/said.ts';

const CLINIC = '1706000000000001';
const REPAIR = '1706000000000406';
const SHOP = '17b6e2c94f0a4d1f8a3c5d7e90b12f34';

const { start, close } = sandboxes();
afterEach(close);

/** With a token from the settings, as the sandbox has it. */
async function startWithout(...missing: readonly OptionalScope[]): Promise<Sandbox> {
  const manifest = await readManifest();
  const botScopes = manifest.botScopes.filter((scope) => !(missing as readonly string[]).includes(scope));
  return start({ manifest: { ...manifest, botScopes }, settings: { PICTURE_PROCESSES: '0' } });
}

async function say({ workspace }: Sandbox, at: Desk, text: string, threadTs?: string): Promise<Line> {
  expect(await workspace.say(at.me, at.conversationId, text, threadTs)).toEqual({ ok: true });
  const own = ({ author, isPrivate }: Line) => author.id === at.me.id && !isPrivate;
  return (await at.lines()).findLast(own) ?? expect.fail(`There is no line ${text}`);
}

/** What a mention without a flow ID brings in a thread that names a flow. */
async function askInThread(sandbox: Sandbox, at: Desk): Promise<string> {
  const { ts } = await say(sandbox, at, `Flow ID: ${CLINIC} is odd`);
  await say(sandbox, at, '@Flow JSON', ts);
  return said(await at.told(/This needs a window|This thread names/));
}

const WINDOW = 'This needs a window';
const OFFERED = 'This thread names 1 flow';

/** What is lost without each scope, as the README says, and what is there all the same. */
const COSTS: Readonly<Record<OptionalScope, (sandbox: Sandbox) => Promise<void>>> = {
  async 'im:history'(sandbox) {
    const direct = deskOf(sandbox, 'campaignManager', 'botDirectMessage');
    await say(sandbox, direct, SHOP);
    // What comes later is there, and that is not.
    await deskOf(sandbox, 'campaignManager', 'campaigns').command(`/flow-json ${REPAIR} only-me`);
    await direct.file(`${REPAIR}.json`);
    expect((await direct.lines()).flatMap(({ files }) => files.map(({ name }) => name))).not.toContain(`${SHOP}.json`);
  },
  async 'channels:history'(sandbox) {
    expect(await askInThread(sandbox, deskOf(sandbox, 'campaignManager', 'campaigns'))).toContain(WINDOW);
    expect(await askInThread(sandbox, deskOf(sandbox, 'campaignManager', 'campaignLeads'))).toContain(OFFERED);
  },
  async 'groups:history'(sandbox) {
    expect(await askInThread(sandbox, deskOf(sandbox, 'campaignManager', 'campaigns'))).toContain(OFFERED);
    expect(await askInThread(sandbox, deskOf(sandbox, 'campaignManager', 'campaignLeads'))).toContain(WINDOW);
  },
  async 'channels:read'(sandbox) {
    // Another organisation sees the channel, and nobody is asked.
    const shared = deskOf(sandbox, 'campaignManager', 'partners');
    await shared.command(`/flow-json ${REPAIR}`);
    await shared.file(`${REPAIR}.json`);
    expect((await shared.privateTexts()).join()).not.toContain('is shared with');
  },
  async 'groups:read'(sandbox) {
    await asksInShared(sandbox, 'Lighthouse Agency');
  },
  async 'team:read'(sandbox) {
    await asksInShared(sandbox, 'another organization');
  },
  async 'usergroups:read'(sandbox) {
    await asksInShared(sandbox, 'Lighthouse Agency');
  },
};

async function asksInShared(sandbox: Sandbox, name: string): Promise<void> {
  const shared = deskOf(sandbox, 'campaignManager', 'partners');
  await shared.command(`/flow-json ${REPAIR}`);
  expect(said(await shared.told(/^This channel is shared with/))).toContain(name);
}

/** The optional scopes that somebody's Home tab names. */
async function namedAtHome(sandbox: Sandbox, who: 'campaignManager' | 'onCallEngineer') {
  const shown = JSON.stringify((await deskOf(sandbox, who, 'campaigns').home()).blocks);
  return OPTIONAL_SCOPES.filter((scope) => shown.includes(`\`${scope}\``));
}

describe.each(OPTIONAL_SCOPES)('without %s', (scope) => {
  it('costs what the README says, and nothing else; administrators read it in the Home tab', async () => {
    const sandbox = await startWithout(scope);
    expect(await namedAtHome(sandbox, 'onCallEngineer')).toEqual([scope]);
    expect(await namedAtHome(sandbox, 'campaignManager')).toEqual([]);
    // Files come to public and private channels, by a command and by a mention.
    for (const where of ['campaigns', 'campaignLeads'] as const) {
      const maya = deskOf(sandbox, 'campaignManager', where);
      await maya.command(`/flow-json ${CLINIC}`);
      await maya.file(`${CLINIC}.json`);
      await say(sandbox, maya, `@Flow JSON ${SHOP}`);
      await maya.file(`${SHOP}.json`);
    }
    await COSTS[scope](sandbox);
    expect(sandbox.bot.output()).not.toContain('"level":50');
  });
});

it('the Home tab names none where all are there', async () => {
  const sandbox = await startWithout();
  expect(await namedAtHome(sandbox, 'onCallEngineer')).toEqual([]);
});
