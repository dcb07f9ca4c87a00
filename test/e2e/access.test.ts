import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { ConversationKey, PersonKey } from '../../sandbox/slack/seed.ts';
import { type Desk, deskOf, sandboxes } from './support/desk.ts';

const CLINIC = '1706000000000001';
const WITHIN_MS = 20_000;

/** In #campaigns only the campaign managers get flows; everywhere else everybody does. */
const RULES = (campaigns: string) => `
default: deny
ask: S0PLATFORM
rules:
  - { name: Elsewhere everybody, effect: allow, what: [fetch, list], who: [everybody], where: [direct-messages] }
  - { name: Managers in campaigns, effect: allow, what: [fetch], who: ["@campaign-managers"], where: [${campaigns}] }
  - { name: Admins run it, effect: allow, what: [administer, settings], who: [workspace-admins] }
`;
const OPEN = 'default: allow\n';
const BROKEN = 'default: members\nrules:\n  - { name: No effect, what: [fetch], who: [everybody] }\n';
const REFUSED = /^You can't do this: you don't have permission to fetch flows here\./;

const { start, close } = sandboxes();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await start({ access: ({ conversations }) => RULES(conversations.campaigns) });
});
afterAll(close);

const desk = (who: PersonKey, where: ConversationKey = 'campaigns'): Desk => deskOf(sandbox, who, where);
const privateLines = async (at: Desk) => (await at.privateTexts()).length;

/** The private lines that came since, once there is one that matches. */
async function toldAnew(at: Desk, pattern: RegExp, act: () => Promise<unknown>): Promise<string> {
  const before = await privateLines(at);
  await act();
  const deadline = performance.now() + WITHIN_MS;
  for (;;) {
    const found = (await at.privateTexts()).slice(before).find((text) => pattern.test(text));
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`Not told ${pattern}: ${await at.privateTexts()}`);
    await pause(50);
  }
}

describe('a file of access rules', () => {
  beforeEach(async () => {
    const priya = desk('onCallEngineer');
    sandbox.writeAccess(RULES(sandbox.workspace.conversations.campaigns));
    await toldAnew(priya, /^The access rules are in force: 3 rules\./, () => priya.command('/flow-json reload'));
  });

  it('lets in who is in a user group, and tells everybody else by which rule, and whom to ask', async () => {
    const maya = desk('campaignManager');
    await maya.command(`/flow-json ${CLINIC}`);
    await maya.told(new RegExp(`^Shared ${CLINIC}`));
    const tomas = desk('flowDeveloper');
    const text = await toldAnew(tomas, REFUSED, () => tomas.command(`/flow-json ${CLINIC}`));
    expect(text).toContain('Nothing allows it (rule default: deny).');
    expect(text).toContain('To get permission, ask');
    expect(text).toContain('S0PLATFORM');
    // The same of a flow that there is none of.
    const unknown = await toldAnew(tomas, REFUSED, () => tomas.command('/flow-json 17b6000000000000'));
    expect(unknown).toBe(text);
  });

  it('is read again by a command of an administrator alone', async () => {
    sandbox.writeAccess(OPEN);
    const tomas = desk('flowDeveloper');
    await toldAnew(tomas, /you don't have permission to administer the bot/, () => tomas.command('/flow-json reload'));
    await toldAnew(tomas, REFUSED, () => tomas.command(`/flow-json ${CLINIC}`));
    const priya = desk('onCallEngineer');
    await toldAnew(priya, /^The access rules are in force: 0 rules\./, () => priya.type('@Flow JSON reload'));
    await toldAnew(tomas, new RegExp(`^Shared ${CLINIC}`), () => tomas.command(`/flow-json ${CLINIC}`));
  });

  it('leaves the old rules in force where it is broken, and says all that is wrong, to the administrator alone', async () => {
    sandbox.writeAccess(BROKEN);
    const priya = desk('onCallEngineer');
    const text = await toldAnew(priya, /^The access rules haven't changed/, () => priya.command('/flow-json reload'));
    expect(text).toContain('because there are 2 errors in their file.');
    expect(text).toContain('line 1, column 10: default must be allow or deny');
    expect(text).toContain('line 3, column 5: rules[0].effect must be allow or deny');
    const tomas = desk('flowDeveloper');
    expect((await tomas.privateTexts()).join('\n')).not.toContain('errors in their file');
    await toldAnew(tomas, REFUSED, () => tomas.command(`/flow-json ${CLINIC}`));
  });

  it('is read again at SIGHUP, and a broken one leaves the old rules in force', async () => {
    const { bot, writeAccess } = sandbox;
    const logged = (words: string) => bot.output().split(words).length - 1;
    async function hangUp(words: string): Promise<void> {
      const before = logged(words);
      process.kill(bot.pid, 'SIGHUP');
      const deadline = performance.now() + WITHIN_MS;
      while (logged(words) === before) {
        if (performance.now() > deadline) throw new Error(`Not logged: ${words}\n${bot.output()}`);
        await pause(50);
      }
    }
    const tomas = desk('flowDeveloper');
    writeAccess(OPEN);
    await hangUp('The access rules were read again');
    await toldAnew(tomas, new RegExp(`^Shared ${CLINIC}`), () => tomas.command(`/flow-json ${CLINIC}`));
    writeAccess(BROKEN);
    await hangUp('The file of access rules has faults: the old rules stay in force');
    expect(bot.output()).toContain('line 3, column 5: rules[0].effect must be allow or deny');
    await toldAnew(tomas, new RegExp(`^Shared ${CLINIC}`), () => tomas.command(`/flow-json ${CLINIC}`));
    expect(bot.isRunning()).toBe(true);
  });
});
