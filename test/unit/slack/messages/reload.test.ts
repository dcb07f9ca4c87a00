import { describe, expect, it } from 'vitest';
import type { ReadOutcome } from '../../../../src/access/reloads.ts';
import { type Reloaded, reloadedMessage } from '../../../../src/slack/messages/reload.ts';
import { english, shown } from '../support/texts.ts';

const ALL_WELL: ReadOutcome = { rules: 3, fingerprint: 'new', problems: [] };
const FAULTY: ReadOutcome = {
  rules: 2,
  fingerprint: 'old',
  problems: ['line 1, column 10: default must be allow or deny', 'line 3, column 5: rules[0].who must be a list'],
};
const as = (process: string, outcome: ReadOutcome) => ({ process, outcome });
const textOf = (
  own: ReadOutcome,
  more: Partial<NonNullable<Reloaded['report']>> = {},
  unread: Reloaded['unread'] = [],
) => shown(reloadedMessage(english, { report: { own, others: [], silent: 0, ...more }, unread }));

describe('the answer to reload', () => {
  it('says how many rules are in force, and where', () => {
    expect(textOf(ALL_WELL)).toContain('The access rules are in force:* 3 rules.');
    expect(textOf(ALL_WELL, { others: [as('b/2', ALL_WELL), as('c/3', ALL_WELL)] })).toContain(
      "The bot's 2 other processes use them as well.",
    );
  });

  it('says all that is wrong with the file, and that the old rules stay', () => {
    const text = textOf(FAULTY, { others: [as('b/2', FAULTY)] });
    expect(text).toContain("haven't changed, because there are 2 errors in their file.* The rules from before stay");
    for (const problem of FAULTY.problems) expect(text).toContain(`• ${problem}`);
    expect(text).toContain("The bot's 1 other process found the same");
  });

  it('names each process that has something else, and says how many say nothing', () => {
    const text = textOf(ALL_WELL, {
      others: [as('b/2', FAULTY), as('c/3', { ...ALL_WELL, fingerprint: 'third' }), as('d/4', ALL_WELL)],
      silent: 1,
    });
    expect(text).toContain('The process `b/2` keeps the rules from before:* there are 2 errors in its file.');
    expect(text).toContain('The process `c/3` has a different file, and uses its 3 rules.');
    expect(text).toContain("The bot's 1 other process uses them as well.");
    expect(text).toContain("1 other process hasn't answered yet.");
  });

  it('names the groups that cannot be read, and why', () => {
    const text = textOf(ALL_WELL, {}, [
      { group: '@campaigns', why: 'missing-scope' },
      { group: 'S0GONE', why: 'no-such-group' },
    ]);
    expect(text).toContain('`@campaigns`: the app lacks the scope `usergroups:read`.');
    expect(text).toContain('`S0GONE`: this workspace has no such user group');
  });

  it('says that there is no file', () => {
    expect(shown(reloadedMessage(english, { report: undefined, unread: [] }))).toContain("`ACCESS_FILE` isn't set");
  });

  it('is a message that Slack takes, whatever is wrong', () => {
    const problems = Array.from({ length: 900 }, (_, at) => `line ${at}, column 1: ${'x'.repeat(250)}`);
    const message = reloadedMessage(english, {
      report: { own: { ...FAULTY, problems }, others: [], silent: 0 },
      unread: [],
    });
    expect(message.blocks.length).toBeLessThanOrEqual(50);
    expect(shown(message)).toContain("and 700 more, which are in the bot's log");
    expect(shown(message)).toContain('line 199, column 1');
  });
});
