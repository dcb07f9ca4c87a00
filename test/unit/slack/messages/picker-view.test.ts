import type { InputBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { translateTo } from '../../../../src/i18n.ts';
import {
  type FoundFlows,
  flowOptions,
  isRemark,
  type Picker,
  pickerView,
} from '../../../../src/slack/messages/picker-view.ts';
import { catalogued, HOSTILE, longId } from '../support/flows.ts';
import { problemsOfOptions, problemsOfView } from '../support/limits.ts';
import { chinese, english, expectReadable, LANGUAGES, shownIn } from '../support/texts.ts';

const picker: Picker = {
  foundNothing: false,
  name: undefined,
  hasThread: false,
  maxFlows: 20,
  hasConversation: true,
  destination: 'conversation',
  spaces: [],
  space: undefined,
  privateMetadata: '{}',
};
const spaces = [
  { name: 'eu-shop', label: 'eu-shop' },
  { name: 'us-shop', label: 'us-shop' },
];
const inputs = (given: Partial<Picker>): InputBlock[] =>
  pickerView(english, { ...picker, ...given }).blocks.filter((block): block is InputBlock => block.type === 'input');
const elementOf = (given: Partial<Picker>, id: string) =>
  inputs(given).find(({ block_id }) => block_id === id)?.element;

describe('pickerView', () => {
  it('asks for flows, space and destination, each by one ID', () => {
    expect(inputs({}).map(({ block_id: id, element }) => [id, 'action_id' in element && element.action_id])).toEqual([
      ['flows', 'flows'],
      ['space', 'space'],
      ['destination', 'destination'],
    ]);
    expect(elementOf({}, 'flows')).toMatchObject({ type: 'multi_external_select', max_selected_items: 20 });
  });

  it('asks for a conversation where it was opened in none', () => {
    expect(inputs({ hasConversation: false }).map(({ block_id: id }) => id)).toContain('conversation');
    expect(elementOf({ hasConversation: false }, 'destination')).toMatchObject({
      options: [{ text: { text: 'The conversation below' } }, { value: 'only-me' }],
    });
  });

  it('offers the thread of a message', () => {
    expect(elementOf({ hasThread: true, destination: 'thread' }, 'destination')).toMatchObject({
      options: [{ value: 'thread' }, { value: 'conversation' }, { value: 'only-me' }],
      initial_option: { value: 'thread' },
    });
  });

  it('says first that a message held no flow', () => {
    const [first] = pickerView(english, { ...picker, foundNothing: true }).blocks;
    expect(shownIn(first)).toContain('I found no flow ID in that message.');
  });

  it('says that several flows have the name that was typed', () => {
    const view = pickerView(english, { ...picker, name: 'clinic' });
    expect(shownIn(view.blocks[0])).toContain('Several flows match `clinic`.');
    expect(elementOf({ name: 'clinic' }, 'flows')).toMatchObject({ placeholder: { text: 'clinic' } });
    expect(problemsOfView(pickerView(english, { ...picker, name: HOSTILE }))).toEqual([]);
  });

  it('takes the ID of a space where the settings name none', () => {
    expect(elementOf({}, 'space')).toMatchObject({ type: 'plain_text_input' });
    expect(elementOf({ space: 'cams-12' }, 'space')).toMatchObject({ initial_value: 'cams-12' });
  });

  it('offers the spaces of the settings, with the usual one chosen', () => {
    expect(elementOf({ spaces, space: 'us-shop' }, 'space')).toMatchObject({
      type: 'static_select',
      options: [{ value: 'eu-shop' }, { value: 'us-shop' }],
      initial_option: { value: 'us-shop' },
    });
    expect(elementOf({ spaces, space: 'gone' }, 'space')).not.toHaveProperty('initial_option');
  });

  it('chooses the requester alone where that is usual', () => {
    expect(elementOf({ destination: 'only-me' }, 'destination')).toMatchObject({
      initial_option: { value: 'only-me' },
    });
  });

  it.each(LANGUAGES)('in %s it is within limits, and has no hole', (language) => {
    for (const hasThread of [true, false]) {
      for (const hasConversation of [true, false]) {
        for (const given of [[], spaces, [{ name: 'eu-shop', label: HOSTILE }]]) {
          for (const space of [undefined, 'eu-shop', 's'.repeat(64)]) {
            const view = pickerView(translateTo(language), {
              ...picker,
              foundNothing: hasThread,
              hasThread,
              hasConversation,
              spaces: given,
              space,
            });
            expect(problemsOfView(view)).toEqual([]);
            if (given[0]?.label !== HOSTILE) expectReadable(shownIn(view));
          }
        }
      }
    }
  });

  it('is within limits with 10 accounts of 20 spaces each', () => {
    const many = Array.from({ length: 210 }, (_, index) => ({ name: `space-${index}`, label: `a / space-${index}` }));
    expect(problemsOfView(pickerView(english, { ...picker, spaces: many }))).toEqual([]);
  });
});

describe('flowOptions', () => {
  const flow = catalogued();
  const found: FoundFlows = { flows: [flow], total: 1, isComplete: true, hasFailed: false };
  const rows = (given: Partial<FoundFlows>) =>
    flowOptions(english, { ...found, ...given }).map(({ text, value }) => [text.text, value]);

  it('gives a flow by its name and ID', () => {
    expect(rows({})).toEqual([['Sign-up · 17b6aa11', '17b6aa11']]);
  });

  it('says what else is known of a flow', () => {
    const known = catalogued({ status: 'PUBLISHED', categories: ['SIGN_UP', 'OTHER'] });
    const [{ description } = {}] = flowOptions(english, { ...found, flows: [known] });
    expect(description).toMatchObject({ text: 'Published · SIGN_UP · OTHER' });
    expect(flowOptions(english, found)[0]).not.toHaveProperty('description');
  });

  it('offers a typed ID only where no flow is known by it, and never ahead of flows', () => {
    const typed = { id: '92shop04', value: '92shop04@default/cams-eu' };
    expect(rows({ flows: [], total: 0, typed })).toEqual([['Use the ID 92shop04', '92shop04@default/cams-eu']]);
    expect(rows({ typed })).toEqual([['Sign-up · 17b6aa11', '17b6aa11']]);
  });

  it('names a flow without a name by its ID', () => {
    expect(rows({ flows: [catalogued({ name: '' })] })).toEqual([['17b6aa11', '17b6aa11']]);
  });

  it('gives a flow with its space where the asker says so', () => {
    expect(rows({ choiceOf: ({ flowId }) => `${flowId}@default/` })).toEqual([
      ['Sign-up · 17b6aa11', '17b6aa11@default/'],
    ]);
  });

  it.each([
    [{ total: 4 }, '… 3 more: keep typing to narrow it down'],
    [{ isComplete: false }, '… the list is still loading: type again in a moment'],
    [{ flows: [], hasFailed: true, isComplete: false }, "I can't read the list: paste an ID"],
  ])('says what the list lacks, in a row that is no flow: %j', (given, text) => {
    const [shownText, value] = rows(given).at(-1) ?? [];
    expect(shownText).toBe(text);
    expect(isRemark(value ?? '')).toBe(true);
  });

  it('is never empty', () => {
    expect(rows({ flows: [], total: 0 })).toEqual([['No flow matches: paste an ID', 'remark:none']]);
    expect(flowOptions(chinese, { ...found, flows: [], total: 0 })[0]?.text.text).toBe('没有匹配的流程：请粘贴 ID');
  });

  it('tells flows from remarks', () => {
    expect(isRemark('17b6aa11')).toBe(false);
  });

  it('keeps an ID whole, however long it and the name are', () => {
    const long = [0, 1].map((index) =>
      catalogued({ flowId: longId(index), name: HOSTILE, categories: [HOSTILE], status: 'THROTTLED' }),
    );
    for (const [text, id] of rows({ flows: long })) expect(text).toContain(id);
  });

  it.each(LANGUAGES)('in %s they are within limits', (language) => {
    const flows = Array.from({ length: 200 }, (_, index) =>
      catalogued({ flowId: longId(index), name: HOSTILE, categories: [HOSTILE], status: 'THROTTLED' }),
    );
    for (const isComplete of [true, false]) {
      for (const hasFailed of [true, false]) {
        const id = 'x'.repeat(63).concat('1');
        const given = { flows, total: 207, isComplete, hasFailed, typed: { id, value: id } };
        expect(problemsOfOptions(flowOptions(translateTo(language), given))).toEqual([]);
        expectReadable(shownIn(flowOptions(translateTo(language), { ...given, flows: [] })));
      }
    }
  });
});
