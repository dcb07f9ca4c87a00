import { describe, expect, it } from 'vitest';
import { CamsError } from '../../../../../src/cams/errors.ts';
import type { DeliveredTo } from '../../../../../src/requests/delivery.ts';
import type { Outcome } from '../../../../../src/requests/replies.ts';
import { DeliveryError } from '../../../../../src/slack/delivery/delivery-error.ts';
import { createNotes, messagesOfNote } from '../../../../../src/slack/delivery/requests/notes.ts';
import { paragraphs } from '../../../../../src/slack/messages/message.ts';
import { parseRequestValue } from '../../../../../src/slack/payloads/request-value.ts';
import { details, knownOf } from '../../support/flows.ts';
import { fetchedOf, flow, otherFlow, request } from '../../support/requests.ts';
import { buttonsIn, shown } from '../../support/texts.ts';

const { noteOf, tooOldNote, gaveUpNote } = createNotes(({ custSpaceId }) => custSpaceId);
const flows = [flow, otherFlow];
const here = { to: { kind: 'conversation' } as const, permalink: undefined };
const directly = (refusal?: 'private' | 'archived') => {
  const to: DeliveredTo = { kind: 'direct-message', refusal };
  return { to, permalink: undefined };
};
const failedBy = (error: unknown, ...of: (typeof flow)[]): Outcome['failed'] =>
  of.map((each) => ({ flow: each, error }));
const timeout = new CamsError('timeout');
const textsOf = (note: string) => messagesOfNote(note)?.map(({ text }) => text);

describe('the note of a request that is given up', () => {
  it('says so, why, and what to do, in the language of the requester', () => {
    const [text] = textsOf(gaveUpNote(request)) ?? [];
    expect(text).toContain('I was interrupted three times');
    expect(text).toContain('one flow at a time');
    expect(textsOf(gaveUpNote({ ...request, language: 'zh-CN' }))?.[0]).toMatch(/中断了三次/);
  });

  it('names each of several flows, in one message', () => {
    const texts = textsOf(gaveUpNote({ ...request, flows }));
    expect(texts).toHaveLength(1);
    for (const { flowId } of flows) expect(texts?.[0]).toContain(flowId);
  });
});

describe('the note of an outcome', () => {
  const fetched = [fetchedOf(flow)];

  it('says that a file is shared', () => {
    expect(textsOf(noteOf(request, { fetched, failed: [] }, here))).toEqual([
      'Shared 17b6aa11.json, the JSON of flow 17b6aa11.',
    ]);
  });

  it('counts several flows', () => {
    const outcome = { fetched: flows.map((each) => fetchedOf(each)), failed: [] };
    expect(textsOf(noteOf({ ...request, flows }, outcome, here))).toEqual(['Shared the JSON of 2 flows.']);
  });

  it('is in the language of the requester, and in English where nobody speaks it', () => {
    const note = (language: string) => textsOf(noteOf({ ...request, language }, { fetched, failed: [] }, here))?.[0];
    expect(note('zh-CN')).toMatch(/[\u4e00-\u9fff]/);
    expect(note('tlh')).toBe(note('en'));
    expect(note('constructor')).toBe(note('en'));
  });

  it('says where the file went, and why', () => {
    const [text] = textsOf(noteOf(request, { fetched, failed: [] }, directly('private'))) ?? [];
    expect(text).toContain('is in your direct message with me');
    expect(text).toContain("because I'm not a member of that conversation");
  });

  it.each([
    ['a fault of the API', timeout, "didn't answer within 10 seconds"],
    ['one of Slack', new DeliveryError('slack-token', 'invalid_auth'), "Slack no longer accepts the bot's token."],
    ['what nobody foresaw', new TypeError('x is not a function'), 'something unexpected went wrong'],
  ])('is one message after %s', (_name, error, words) => {
    const texts = textsOf(noteOf(request, { fetched: [], failed: failedBy(error, flow) }, undefined));
    expect(texts).toHaveLength(1);
    expect(texts?.[0]).toContain(words);
    expect(texts?.[0]).not.toContain('is not a function');
  });

  it('says nothing of a file that comes to the direct message in which it was asked for', () => {
    const typed = { ...request, conversation: { channelId: 'D1' }, replyTo: { channelId: 'D1', replaces: false } };
    expect(textsOf(noteOf(typed, { fetched, failed: [] }, here))).toEqual([]);
    expect(textsOf(noteOf(typed, { fetched, failed: failedBy(timeout, otherFlow) }, here))).toHaveLength(1);
    // A command's line is gone soon: it says where the file is.
    const commanded = { ...typed, replyTo: { ...typed.replyTo, url: 'https://hooks.slack.com/1' } };
    expect(textsOf(noteOf(commanded, { fetched, failed: [] }, here))).toHaveLength(1);
    expect(textsOf(noteOf(typed, { fetched, failed: [] }, directly('private')))).toHaveLength(1);
    // The buttons have to be somewhere.
    const leftOut = { ...here, buttonsLeftOut: true as const };
    const [message, ...others] = messagesOfNote(noteOf(typed, { fetched, failed: [] }, leftOut)) ?? [];
    expect(others).toEqual([]);
    expect(buttonsIn(message?.blocks ?? [])).not.toEqual([]);
  });

  it('says which of several failed, with a button for those alone, and nothing of what everybody sees', () => {
    const outcome = { fetched, failed: failedBy(timeout, otherFlow) };
    const note = messagesOfNote(noteOf({ ...request, flows }, outcome, here)) ?? [];
    expect(note).toHaveLength(1);
    expect(note[0]?.text).toContain('I could not share 1 flow: Shared 1 of 2.');
    const [button] = buttonsIn(note[0]?.blocks ?? []);
    expect(parseRequestValue(button?.value)).toMatchObject({ flowIds: ['17b6aa12'], account: 'default' });
  });

  it('has the buttons where Slack took none beside the file', () => {
    const leftOut = { ...here, buttonsLeftOut: true as const };
    const note = noteOf(request, { fetched: [fetchedOf(flow, knownOf(details))], failed: [] }, leftOut);
    const [message = paragraphs('none'), ...others] = messagesOfNote(note) ?? [];
    expect(others).toEqual([]);
    expect(message.text).toBe('Shared 17b6aa11.json, the JSON of flow 17b6aa11.');
    const buttons = buttonsIn(message.blocks);
    expect(buttons.map(({ action_id: id }) => id)).toEqual([
      'get_again',
      'all_findings',
      'open_preview',
      'add_favourite',
      'watch_flow',
    ]);
    expect(parseRequestValue(buttons[0]?.value)).toMatchObject({ flowIds: ['17b6aa11'], name: 'Sign-up' });
  });

  it('has the one button of several, also beside what failed', () => {
    const leftOut = { ...here, buttonsLeftOut: true as const };
    const three = [...flows, { ...flow, flowId: '17b6aa13' }];
    const outcome = { fetched: flows.map((each) => fetchedOf(each)), failed: failedBy(timeout, ...three.slice(2)) };
    const [shared = paragraphs('none'), failed = paragraphs('none')] =
      messagesOfNote(noteOf({ ...request, flows: three }, outcome, leftOut)) ?? [];
    const [button, ...more] = buttonsIn(shared.blocks);
    expect(more).toEqual([]);
    expect(parseRequestValue(button?.value)).toMatchObject({ flowIds: ['17b6aa11', '17b6aa12'] });
    expect(failed.text).toContain('I could not share 1 flow');
  });

  it('says both where they went and which failed', () => {
    const outcome = { fetched, failed: failedBy(timeout, otherFlow) };
    const texts = textsOf(noteOf({ ...request, flows }, outcome, directly('archived')));
    expect(texts).toHaveLength(2);
    expect(texts?.[0]).toContain('flow 17b6aa11 is in your direct message');
    expect(texts?.[1]).toContain("flow 17b6aa12: Alibaba Cloud didn't answer");
  });

  it('is one message where all of several failed, with no button where asking again is no use', () => {
    const of = (error: Error) =>
      noteOf({ ...request, flows }, { fetched: [], failed: failedBy(error, ...flows) }, undefined);
    const note = messagesOfNote(of(new DeliveryError('slack-unavailable'))) ?? [];
    expect(note).toHaveLength(1);
    expect(note[0]?.text).toContain('I could not share 2 flows: Shared 0 of 2.');
    expect(buttonsIn(note[0]?.blocks ?? [])).toHaveLength(1);
    expect(buttonsIn(messagesOfNote(of(new CamsError('not-owner')))?.[0]?.blocks ?? [])).toEqual([]);
  });
});

describe('the note of a request that is too old', () => {
  const inSpace = flows.map((each) => ({ ...each, custSpaceId: 'cams-eu' }));

  it('says so, with a button that asks again for the requester alone', () => {
    const [message = paragraphs('none'), ...others] = messagesOfNote(tooOldNote({ ...request, flows: inSpace })) ?? [];
    expect(others).toEqual([]);
    expect(shown(message)).toContain('I was down for more than half an hour');
    const [button, ...more] = buttonsIn(message.blocks);
    expect(more).toEqual([]);
    expect(button?.action_id).toBe('try_again');
    expect(parseRequestValue(button?.value)).toEqual({
      flowIds: ['17b6aa11', '17b6aa12'],
      account: 'default',
      custSpaceId: 'cams-eu',
      threadTs: undefined,
      onlyMe: true,
      name: undefined,
    });
  });

  it('says so in the language of the requester', () => {
    const [message = paragraphs('none')] = messagesOfNote(tooOldNote({ ...request, language: 'zh-CN' })) ?? [];
    expect(shown(message)).toContain('我停机超过半小时');
  });
});

describe('a note', () => {
  it('is what the versions before wrote: messages as JSON', () => {
    const messages = [paragraphs('first'), paragraphs('second')];
    expect(messagesOfNote(JSON.stringify(messages))).toEqual(messages);
  });

  it.each(['none', '{}', '[{"text":1}]', '[{"text":"first","blocks":[null]}]'])('is none of ours: %s', (note) => {
    expect(messagesOfNote(note)).toBeUndefined();
  });
});
