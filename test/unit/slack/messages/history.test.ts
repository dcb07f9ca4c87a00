import { describe, expect, it } from 'vitest';
import { compareFlows } from '../../../../src/flows/change/flow-change.ts';
import { readFlowDocument } from '../../../../src/flows/json/flow-document.ts';
import { translateTo } from '../../../../src/i18n.ts';
import {
  comparedMessage,
  diffElsewhere,
  diffInThread,
  historyMessage,
  noSuchVersionMessage,
  noVersionsMessage,
  onlyVersionMessage,
  previousInThread,
  sameMessage,
  versionGoneMessage,
  versionMessage,
} from '../../../../src/slack/messages/history.ts';
import { problemsOfMessage } from '../support/limits.ts';
import { buttonsIn, english, expectReadable, LANGUAGES, shown } from '../support/texts.ts';

const flow = { flowId: '17b6aa11', space: undefined };
const listed = (version: number) => ({
  version,
  file: { sha256: `${version}`.padEnd(64, 'a'), bytes: 11_000 + version },
  status: undefined,
  firstSeenAt: 1_700_000_000_000,
  firstSeenBy: undefined,
});
const json = (title: string) => JSON.stringify({ version: '7.0', screens: [{ id: 'START', title }] });
const change = compareFlows(readFlowDocument(json('One')), readFlowDocument(json('Two')));
const sides = {
  before: { flow, version: 1, file: listed(1).file },
  after: { flow, version: 2, file: listed(2).file },
};

/** No older versions, and a reader who may do everything. */
const ALL = { hasMore: false, offers: { get: true, compare: true } };
const HAS_MORE = { ...ALL, hasMore: true };

describe('historyMessage', () => {
  it('has the buttons of what the reader may do', () => {
    const textOf = (offers: { get: boolean; compare: boolean }) =>
      shown(historyMessage(english, flow, [listed(2), listed(1)], { ...ALL, offers, valueFor: () => 'v' }));
    expect(textOf({ get: true, compare: false })).toMatch(/\nGet\n/);
    for (const get of [true, false]) expect(textOf({ get, compare: false })).not.toMatch(/Compare with now|To compare/);
    expect(textOf({ get: false, compare: true })).not.toMatch(/\nGet\n/);
    expect(textOf({ get: false, compare: true })).toContain('Compare with now');
  });

  it('tells of each version when, who, what and its status', () => {
    const versions = [{ ...listed(2), status: 'PUBLISHED' as const, firstSeenBy: 'U1' }, listed(1)];
    const date = '<!date^1700000000^{date_short} {time}|2023-11-14 22:13 UTC>';
    expect(shown(historyMessage(english, flow, versions, { ...HAS_MORE, valueFor: (version) => `v${version}` }))).toBe(
      [
        '*Versions of flow `17b6aa11` that I have seen*',
        `*2* · Seen ${date} by <@U1> · \`2aaaaaaaaaaa\` · 11 kB · Published`,
        'Get',
        'Compare with now',
        `*1* · Seen ${date} while watching · \`1aaaaaaaaaaa\` · 11 kB`,
        'Get',
        'Compare with now',
        "Older versions aren't shown.",
        'To compare two: `/flow-json diff 17b6aa11 1 2`',
      ].join('\n'),
    );
  });

  it('names the space in the commands that it offers', () => {
    const elsewhere = { flowId: '17b6aa11', space: 'eu-shop' };
    const parts = { ...ALL, valueFor: () => 'v' };
    expect(shown(historyMessage(english, elsewhere, [listed(2), listed(1)], parts))).toContain(
      '`/flow-json diff 17b6aa11 space:eu-shop 1 2`',
    );
    const none = shown(noVersionsMessage(english, elsewhere));
    expect(none).toContain('`/flow-json 17b6aa11 space:eu-shop`');
    expect(none).toContain('`/flow-json watch 17b6aa11 space:eu-shop`');
  });

  it('offers no comparison of a single version', () => {
    const text = shown(historyMessage(english, flow, [listed(1)], { ...ALL, valueFor: (version) => `v${version}` }));
    expect(text).not.toContain('compare');
    expect(text).not.toContain('Older');
  });
});

describe('the buttons of a history', () => {
  it('get each version, and compare it with now', () => {
    const options = { ...ALL, valueFor: (version: number) => `v${version}` };
    const buttons = buttonsIn(historyMessage(english, flow, [listed(2), listed(1)], options).blocks);
    expect(buttons.map(({ action_id: id, value }) => [id, value])).toEqual([
      ['get_version', 'v2'],
      ['compare_with_now', 'v2'],
      ['get_version', 'v1'],
      ['compare_with_now', 'v1'],
    ]);
  });
});

describe('versionMessage', () => {
  const shared = { requesterId: 'U1', about: undefined, botUserId: 'U9' };

  it('says which version it is, and for whom', () => {
    const message = versionMessage(english, flow, listed(2), { ...shared, to: { kind: 'conversation' } });
    expect(shown(message)).toContain('version 2');
    expect(shown(message)).toContain('<@U1>');
    expect(shown(message)).toContain('`2aaaaaaaaaaa` · 11 kB');
  });

  it('says why it comes to the direct message', () => {
    const to = { kind: 'direct-message', refusal: 'archived' } as const;
    const text = shown(versionMessage(english, flow, listed(2), { ...shared, to }));
    expect(text).toContain('archived');
    expect(text).not.toContain('<@U1>');
  });
});

describe('comparedMessage', () => {
  it('says of two flows that they were compared, not that one has changed', () => {
    const flows = {
      before: { ...sides.before, flow: { flowId: '17b6aa11', space: undefined } },
      after: { ...sides.after, flow: { flowId: '17b6bb22', space: undefined } },
    };
    const two = { ...change, edited: 1, added: 2, removed: 0, moved: 0 };
    const text = shown(
      comparedMessage(english, { ...flows, name: 'Stag*ing', otherName: 'Production', change: two }, undefined),
    );
    expect(text).toContain('*Production* compared with *Stag∗ing*: 1 screen differs, 2 screens only in the second');
    expect(text).not.toContain('changed');
    const inChinese = comparedMessage(
      translateTo('zh-CN'),
      { ...flows, name: 'B', otherName: 'A', change: two },
      undefined,
    );
    expect(shown(inChinese)).toContain('1 个页面不同，2 个页面仅在后者中');
    const unnamed = comparedMessage(
      english,
      { ...flows, name: undefined, change: { ...two, edited: 0, added: 0 } },
      undefined,
    );
    expect(shown(unnamed)).toMatch(/^\*flow 17b6aa11\* compared with \*flow 17b6bb22\*: ./);
  });

  it('says what changed, and between which versions', () => {
    const message = comparedMessage(english, { ...sides, name: 'Sign-up', change }, 'Remark');
    expect(shown(message)).toBe(
      [
        '*Sign-up* changed: 1 screen edited',
        '*START*: title “One” → “Two”',
        'flow `17b6aa11` version 1 → flow `17b6aa11` version 2 · `1aaaaaaaaaaa` → `2aaaaaaaaaaa` · Remark',
      ].join('\n'),
    );
  });

  it('names the flow by its ID where its name is not known', () => {
    const message = comparedMessage(english, { ...sides, name: undefined, change }, undefined);
    expect(message.text).toMatch(/^flow 17b6aa11 changed: 1 screen edited/);
    expect(shown(message)).toMatch(/`2aaaaaaaaaaa`$/);
  });
});

describe('diffElsewhere', () => {
  it('leads there where Slack said where it is', () => {
    expect(diffElsewhere(english, 'https://files.example/F1')).toBe(
      'The full diff is in <https://files.example/F1|your direct message with me>.',
    );
    expect(diffElsewhere(english, undefined)).toBe('The full diff is in your direct message with me.');
  });
});

it.each(LANGUAGES)('every message in %s is within limits, and has no hole', (language) => {
  const t = translateTo(language);
  const longest = { flowId: '1'.repeat(64), space: 's'.repeat(64) };
  const side = { flow: longest, version: 99_999, file: listed(99_999).file };
  const versions = Array.from({ length: 20 }, (_, index) => ({ ...listed(20 - index), status: 'THROTTLED' as const }));
  const messages = [
    historyMessage(t, longest, versions, { ...HAS_MORE, valueFor: (version) => `v${version}` }),
    noVersionsMessage(t, longest),
    onlyVersionMessage(t, longest),
    noSuchVersionMessage(t, longest, 3, { oldest: 1, latest: 2 }),
    noSuchVersionMessage(t, longest, 3, { oldest: 5, latest: 9 }),
    sameMessage(t, { before: side, after: side }),
    comparedMessage(
      t,
      { before: side, after: side, name: '<!channel>'.repeat(99), change },
      diffElsewhere(t, undefined),
    ),
    diffInThread(t, side, side, 'U1'),
    previousInThread(t, side, 'U1'),
    versionGoneMessage(t, longest),
    versionMessage(t, longest, listed(7), {
      requesterId: 'U1',
      to: { kind: 'direct-message', refusal: 'private' },
      about: undefined,
      botUserId: undefined,
    }),
  ];
  for (const message of messages) {
    expect(problemsOfMessage(message)).toEqual([]);
    expectReadable(shown(message));
  }
});
