import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { type Desk, deskOf, sandboxes } from './support/desk.ts';
import { said } from './support/said.ts';

/** Of the ten minutes after which something counts as over 0.6 s are left. */
const FAST = { WATCH_PACE: '1000' };
const WITHIN_MS = 20_000;

describe('the operators', () => {
  const { start, close } = sandboxes();
  let sandbox: Sandbox;
  let priya: Desk;
  beforeAll(async () => {
    sandbox = await start({ settings: FAST });
    priya = deskOf(sandbox, 'onCallEngineer', 'campaigns');
    await priya.command('/flow-json ops here');
  });
  afterAll(close);

  const notices = async (words: RegExp) =>
    (await priya.lines())
      .filter(({ isPrivate, author }) => !isPrivate && author.isBot)
      .map((line) => said(line))
      .filter((text) => words.test(text));
  const until = (what: () => Promise<boolean>) => expect.poll(what, { timeout: WITHIN_MS, interval: 100 }).toBe(true);

  it('are told once of a permission that a command meets, with who was refused, and of no mistyped ID', async () => {
    const lost = /not allowed to read flows of the account/;
    const back = /works again.*missing permission/s;
    const maya = deskOf(sandbox, 'campaignManager', 'botDirectMessage');
    // A mistyped ID first: what the operators were told of by the end is all that came of it.
    await maya.command('/flow-json 99999999');
    await maya.told(/could not share the JSON of flow 99999999/);
    sandbox.cams.permission.set(false);
    await maya.command('/flow-json 17b6ops0001');
    await until(async () => (await notices(lost)).length > 0);
    await maya.command('/flow-json 17b6ops0002');
    await maya.told(/could not share the JSON of flow 17b6ops0002/);
    const [notice = '', ...others] = await notices(lost);
    expect(others).toEqual([]);
    expect(notice).toMatch(/Denied for: `?\d+`? · Action: `?cams:GetFlowJSONAssest`?/);

    sandbox.cams.permission.set(true);
    sandbox.cams.setFlow('17b6ops0003', '{"version":"7.1","screens":[]}', 'Back');
    await until(async () => {
      await maya.command('/flow-json 17b6ops0003');
      return (await notices(back)).length > 0;
    });
    expect(await notices(back)).toHaveLength(1);
    expect(await notices(/Unknown\.ResourceOwnerId/)).toEqual([]);
  });
});
