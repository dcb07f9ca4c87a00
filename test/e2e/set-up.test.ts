import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { ConversationKey } from '../../sandbox/slack/seed.ts';
import { type Desk, deskOf, sandboxes } from './support/desk.ts';
import { said } from './support/said.ts';

const FLOW = '1706000000000406';

describe('what posts later', () => {
  const { start, close } = sandboxes();
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await start();
  });
  afterAll(close);

  const maya = (where: ConversationKey) => deskOf(sandbox, 'campaignManager', where);
  /** What everybody in the conversation reads of the bot. */
  const open = async (desk: Desk) =>
    (await desk.lines()).filter(({ isPrivate, author }) => author.isBot && !isPrivate).map((line) => said(line));
  const readHere = (desk: Desk, words: RegExp) =>
    expect.poll(async () => (await open(desk)).filter((text) => words.test(text)).length).toBe(1);

  it.each([
    ['launchSecret', /not in this conversation.*Add me with/s],
    ['directMessage', /between two people.*our direct message/s],
    ['archive', /is archived/],
  ] as const)('is not set up where the bot can not say so: %s', async (where, why) => {
    const desk = maya(where);
    await desk.command(`/flow-json watch ${FLOW}`);
    await desk.told(why);
    await desk.command('/flow-json ops here');
    await expect.poll(async () => (await desk.privateTexts()).filter((text) => why.test(text)).length).toBe(2);
    expect(await open(desk)).toEqual([]);
    await desk.command('/flow-json watches');
    // Where nobody but two people is, it is the reader who watches nothing.
    await desk.told(/(doesn't|don't) watch any flows/);
    await desk.command('/flow-json ops off');
    await desk.told(/No channel gets operator/);
  });

  it('is confirmed in a private channel that the bot is in, in a public one that it joins, and in the direct message', async () => {
    for (const where of ['campaignLeads', 'flowDev', 'botDirectMessage'] as const) {
      await maya(where).command(`/flow-json watch ${FLOW}`);
      await readHere(maya(where), /set up a watch. I'll notify (this channel|you)/);
    }
  });

  it('moves with the operators, which both channels read, and ends', async () => {
    await maya('campaigns').command('/flow-json ops here');
    await readHere(maya('campaigns'), /set up operator notifications/);
    await maya('campaignLeads').command('/flow-json ops here');
    await readHere(maya('campaignLeads'), /set up operator notifications/);
    await readHere(maya('campaigns'), /moved the operator notifications to/);
    await maya('campaignLeads').command('/flow-json ops off');
    await readHere(maya('campaignLeads'), /ended the operator notifications/);
  });

  it('is ended and muted by anybody, by name, and unmuted by the button', async () => {
    const tomas = deskOf(sandbox, 'flowDeveloper', 'flowDev');
    await tomas.command(`/flow-json mute ${FLOW}`);
    await readHere(tomas, new RegExp(`<@${tomas.me.id}> muted flow`));
    await tomas.click('Unmute');
    await readHere(tomas, /unmuted flow/);
    await tomas.command(`/flow-json unwatch ${FLOW}`);
    await readHere(tomas, new RegExp(`<@${tomas.me.id}> ended the watch.*<@${maya('flowDev').me.id}> set it up`, 's'));
  });

  it('is not stored where the channel can not be told of its settings', async () => {
    const desk = maya('launchSecret');
    await desk.command('/flow-json settings');
    const view = await desk.modal();
    expect(view.title).toBe('Flow JSON settings');
    const daily = { text: { type: 'plain_text' as const, text: 'Daily' }, value: 'daily' };
    await desk.submit({ notify_mode: { notify_mode: { type: 'radio_buttons', selected_option: daily } } });
    await desk.told(/saved, except for how I notify this channel.*not in this conversation/s);
  });
});
