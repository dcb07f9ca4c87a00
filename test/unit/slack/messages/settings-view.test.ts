import type { InputBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { translateTo } from '../../../../src/i18n.ts';
import { type ShownSettings, settingsView } from '../../../../src/slack/messages/settings-view.ts';
import { HOSTILE } from '../support/flows.ts';
import { problemsOfView } from '../support/limits.ts';
import { english, expectReadable, LANGUAGES, shownIn } from '../support/texts.ts';

const settings: ShownSettings = {
  channelSpace: { chosen: undefined },
  notify: undefined,
  destination: 'conversation',
  mayChangeWorkspace: true,
  spaces: [],
  privateMetadata: '{}',
};
const spaces = [
  { name: 'eu-shop', label: 'eu-shop' },
  { name: 'us-shop', label: 'us-shop' },
];
const elements = (given: Partial<ShownSettings>) =>
  settingsView(english, { ...settings, ...given })
    .blocks.filter((block): block is InputBlock => block.type === 'input')
    .map(({ element }) => element);

describe('settingsView', () => {
  it("offers the settings' spaces, and none", () => {
    expect(elements({ spaces, channelSpace: { chosen: 'us-shop' } })).toMatchObject([
      {
        action_id: 'space',
        options: [{ value: '(usual)' }, { value: 'eu-shop' }, { value: 'us-shop' }],
        initial_option: { value: 'us-shop' },
      },
      { action_id: 'destination', initial_option: { value: 'conversation' } },
    ]);
  });

  it.each([undefined, 'gone'])('chooses the usual space where the channel has %s', (chosen) => {
    expect(elements({ spaces, channelSpace: { chosen } })[0]).toMatchObject({ initial_option: { value: '(usual)' } });
  });

  it('takes the ID of a space where the settings name none', () => {
    expect(elements({ channelSpace: { chosen: 'cams-12' } })[0]).toMatchObject({
      type: 'plain_text_input',
      initial_value: 'cams-12',
    });
  });

  it('asks for no space where there is no channel', () => {
    expect(elements({ channelSpace: undefined, destination: 'only-me' })).toMatchObject([
      { action_id: 'destination', initial_option: { value: 'only-me' } },
    ]);
  });

  it.each(['at-once', 'daily', 'weekly'] as const)('shows that the channel is told %s', (mode) => {
    expect(
      elements({ notify: { mode, useThread: false, broadcast: false, filesIn: 'thread' as const } }).slice(2),
    ).toMatchObject([
      {
        action_id: 'notify_mode',
        options: [{ value: 'at-once' }, { value: 'daily' }, { value: 'weekly' }],
        initial_option: { value: mode },
      },
      { action_id: 'notify_follow_ups', options: [{ value: 'thread' }, { value: 'broadcast' }, { value: 'files' }] },
    ]);
  });

  it.each([
    [false, false, undefined],
    [true, false, ['thread']],
    [false, true, ['broadcast']],
    [true, true, ['thread', 'broadcast']],
  ])('ticks the boxes that the channel has ticked: thread %j, broadcast %j', (useThread, broadcast, ticked) => {
    const [boxes] = elements({ notify: { mode: 'at-once', useThread, broadcast, filesIn: 'thread' } }).slice(3);
    const initial = boxes?.type === 'checkboxes' ? boxes.initial_options : [];
    expect(initial?.map(({ value }) => value)).toEqual(ticked);
  });

  it('lets both boxes be unticked', () => {
    const { blocks } = settingsView(english, {
      ...settings,
      notify: { mode: 'at-once', useThread: true, broadcast: true, filesIn: 'thread' as const },
    });
    expect(blocks.at(-1)).toMatchObject({ block_id: 'notify_follow_ups', optional: true });
  });

  it('says in full when digests go out, and what the boxes do', () => {
    const text = shownIn(
      settingsView(english, {
        ...settings,
        notify: { mode: 'daily', useThread: false, broadcast: false, filesIn: 'thread' as const },
      }),
    );
    for (const label of [
      'In a daily digest, at 09:00 UTC',
      'In a weekly digest, on Mondays at 09:00 UTC',
      'Put later changes of a flow in its thread',
      'Also send those to the channel',
    ]) {
      expect(text.split('\n')).toContain(label);
    }
  });

  it.each(LANGUAGES)('in %s it is within limits, and has no hole', (language) => {
    const notify = { mode: 'weekly' as const, useThread: true, broadcast: true, filesIn: 'thread' as const };
    for (const channelSpace of [undefined, { chosen: undefined }, { chosen: 's'.repeat(64) }]) {
      for (const given of [[], spaces]) {
        const shown = { ...settings, channelSpace, notify: channelSpace && notify, spaces: given };
        const view = settingsView(translateTo(language), shown);
        expect(problemsOfView(view)).toEqual([]);
        expectReadable(shownIn(view));
      }
    }
    const hostile = [{ name: 'eu-shop', label: HOSTILE }];
    expect(problemsOfView(settingsView(translateTo(language), { ...settings, spaces: hostile }))).toEqual([]);
  });

  it('is within limits with 10 accounts of 20 spaces each', () => {
    const many = Array.from({ length: 210 }, (_, index) => ({ name: `space-${index}`, label: `a / space-${index}` }));
    expect(problemsOfView(settingsView(english, { ...settings, spaces: many }))).toEqual([]);
  });
});
