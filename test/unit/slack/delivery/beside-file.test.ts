import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { fileBlocksRefusal } from '../../../../sandbox/slack/file-blocks.ts';
import { besideFile, FILE_FORMS, hasButtons } from '../../../../src/slack/delivery/beside-file.ts';
import { actions, button, context, section } from '../../../../src/slack/messages/message.ts';
import { resultMessage } from '../../../../src/slack/messages/result/result-message.ts';
import { severalResultMessage } from '../../../../src/slack/messages/result/several-results.ts';
import { hostileChecks, hostileDetails, longId, resultOf, screens } from '../support/flows.ts';
import { english } from '../support/texts.ts';

const again = button('Again', { actionId: 'again', value: 'x' });
const heading = section('What it is about');
const footer = context('When');
const messageOf = (...blocks: KnownBlock[]) => ({ text: 'Words', blocks });
const blocksOf = (message: ReturnType<typeof messageOf>, form: (typeof FILE_FORMS)[number] = 'with-buttons') => {
  const beside = besideFile(message, form);
  return beside !== undefined && 'blocks' in beside ? beside.blocks : undefined;
};

describe('besideFile', () => {
  it('leaves a message as it is, leaves out what can be clicked, or has the words alone', () => {
    const message = messageOf(heading, { ...heading, accessory: again }, footer, actions(again));
    expect(blocksOf(message)).toEqual(message.blocks);
    expect(blocksOf(message, 'without-buttons')).toEqual([heading, heading, footer]);
    expect(besideFile(message, 'text')).toEqual({ initial_comment: 'Words' });
  });

  it('keeps a picture beside a section', () => {
    const picture = { type: 'image' as const, image_url: 'https://a.example/i.png', alt_text: 'i' };
    const message = messageOf({ ...heading, accessory: picture });
    expect(blocksOf(message, 'without-buttons')).toEqual(message.blocks);
    expect(hasButtons(message)).toBe(false);
  });

  it.each([
    [messageOf(heading), false],
    [messageOf(heading, actions(again)), true],
    [messageOf({ ...heading, accessory: again }), true],
  ])('knows whether there is something to be clicked: %j', (message, has) => {
    expect(hasButtons(message)).toBe(has);
  });

  it('has no blocks where none are left', () => {
    expect(besideFile(messageOf(actions(again)), 'without-buttons')).toBeUndefined();
  });

  it('cuts sections from the end, with a mark, and keeps what it is about, the footer and the buttons', () => {
    const long = Array.from({ length: 9 }, (_, index) => section(`${index}${'x'.repeat(2900)}`));
    const blocks = blocksOf(messageOf(heading, ...long, footer, actions(again)));
    expect(blocks).toEqual([heading, ...long.slice(0, 4), section('…'), footer, actions(again)]);
  });

  it('has no blocks where they are too long without what can be cut', () => {
    const long = context('x'.repeat(2900));
    expect(besideFile(messageOf(heading, long, long, long, long, long), 'with-buttons')).toBeUndefined();
  });

  it.each([13_001, 13_000])('takes no more than %i characters of JSON', (length) => {
    const part = section('x'.repeat(2500));
    const four = [heading, part, part, part, part];
    const rest = length - JSON.stringify([...four, section('')]).length;
    const blocks = blocksOf(messageOf(...four, section('y'.repeat(rest)))) ?? [];
    expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(13_000);
    expect(blocks.length === 6 && JSON.stringify(blocks).includes('yyy')).toBe(length <= 13_000);
  });
});

describe('the message of a result', () => {
  const shared = {
    requesterId: 'U000000001',
    to: { kind: 'direct-message' as const, refusal: 'private' as const },
    about: 'https://team.slack.com/archives/C1/p1',
    botUserId: 'U9',
  };
  const hostile = (id = longId(1)) => ({
    checks: hostileChecks,
    ...resultOf({
      flowId: id,
      space: '<'.repeat(3000),
      details: hostileDetails,
      summary: { screens: screens(300).map((each) => ({ ...each, id: '<'.repeat(2000) })), screenCount: 300 },
    }),
  });
  const messages = [
    resultMessage(english, hostile(), shared),
    severalResultMessage(
      english,
      Array.from({ length: 20 }, (_, index) => hostile(longId(index))),
      'v',
      shared,
    ),
  ];

  it.each(FILE_FORMS)('is taken beside a file however long it is: %s', (form) => {
    for (const message of messages) {
      const beside = besideFile(message, form);
      const blocks = beside !== undefined && 'blocks' in beside ? beside.blocks : [];
      expect(fileBlocksRefusal(blocks, form === 'with-buttons' ? 'any' : 'no-interactive')).toBeUndefined();
    }
  });
});
