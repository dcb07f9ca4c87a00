import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import { isFlowId } from '../../../../../src/flows/ids/flow-id.ts';
import { translateTo } from '../../../../../src/i18n.ts';
import { runCommand } from '../../../../../src/slack/listeners/commands/run-command.ts';
import type { CommandContext } from '../../../../../src/slack/listeners/commands/subcommand.ts';
import { COMMAND_FORMS, SUBCOMMAND_OF_WORD, SUBCOMMANDS } from '../../../../../src/slack/listeners/commands/table.ts';
import type { ListenerParts } from '../../../../../src/slack/listeners/listener-parts.ts';
import { parseWindowValue } from '../../../../../src/slack/payloads/window-value.ts';
import { ACCOUNTS } from '../../support/bolt.ts';
import { parsed } from '../../support/commands.ts';
import { catalogued } from '../../support/flows.ts';
import { buttonsIn, LANGUAGES, shown } from '../../support/texts.ts';

describe('the table of subcommands', () => {
  it('has each name and each word once, and no word that could be a flow ID', () => {
    const names = SUBCOMMANDS.map(({ name }) => name);
    const words = SUBCOMMANDS.flatMap((subcommand) => subcommand.words);
    expect(new Set(names).size).toBe(names.length);
    expect(SUBCOMMAND_OF_WORD.size).toBe(words.length);
    const near = SUBCOMMANDS.flatMap((subcommand) => subcommand.near ?? []);
    expect(new Set([...words, ...near]).size).toBe(words.length + near.length);
    for (const word of [...words, ...near]) expect([word, isFlowId(word)]).toEqual([word, false]);
  });

  it.each(['watch', '--watch', 'WATCH', '`watch`', '“watch”', 'Subscribe'])('is found by %s', (word) => {
    expect(parsed(`${word} 17b6aa11`)).toMatchObject({ name: 'watch', given: { flowId: '17b6aa11' } });
  });

  it('has a line in the help for each but the help itself', () => {
    expect(SUBCOMMANDS.filter(({ forms }) => forms.length === 0).map(({ name }) => name)).toEqual(['help']);
    expect(COMMAND_FORMS.map(({ form }) => form)).toHaveLength(new Set(COMMAND_FORMS.map(({ form }) => form)).size);
  });
});

describe('a command that came as a message', () => {
  function setUp(t = translateTo('en')) {
    const reply = vi.fn<CommandContext['reply']>(async () => {});
    const client = new webApi.WebClient('xoxb-1');
    const openView = vi.spyOn(client.views, 'open').mockResolvedValue({ ok: true });
    const context: CommandContext = {
      t,
      client,
      requester: { teamId: 'T1', userId: 'U1', channelId: 'C1' },
      botUserId: undefined,
      threadTs: undefined,
      triggerId: undefined,
      responseUrl: undefined,
      once: [],
      isNew: async () => true,
      ack: async () => {},
      reply,
    };
    const answer = () => reply.mock.calls.map(([message]) => shown(message)).join('\n');
    return { context, answer, reply, openView };
  }
  const parts = {
    accounts: ACCOUNTS,
    offered: () => ACCOUNTS,
    may: () => true,
    isOffered: () => true,
    audit: { does: () => {} },
  } as unknown as ListenerParts;

  it.each(LANGUAGES)('has a button where a modal is needed, in %s', async (language) => {
    for (const text of ['settings', '', 'space:eu-shop  only-me']) {
      const { context, answer, reply, openView } = setUp(translateTo(language));
      await runCommand(parts, context, text);
      expect(answer()).toContain(translateTo(language)('window.needsClick'));
      const [button] = buttonsIn(reply.mock.calls[0]?.[0].blocks ?? []);
      expect(parseWindowValue(button?.value)).toEqual({ words: text.replace('  ', ' '), threadTs: undefined });
      expect(openView).not.toHaveBeenCalled();
    }
  });

  it('lists the flows of a name where several have it, since a message opens no picker', async () => {
    const flows = [catalogued({ name: 'Clinic A' }), catalogued({ flowId: '17b6aa12', name: 'Clinic B' })];
    const catalogue = { find: async () => ({ flows, total: 2, isComplete: true }) };
    const preferences = { space: async () => undefined };
    const { context, answer, openView } = setUp();
    await runCommand({ ...parts, catalogue, preferences } as unknown as ListenerParts, context, 'clinic');
    expect(answer()).toContain('Flows that match “clinic”');
    expect(answer()).toContain('*Clinic B*');
    expect(openView).not.toHaveBeenCalled();
  });

  it('is not answered a second time', async () => {
    const { context, reply } = setUp();
    for (const text of ['help', 'settings', 'watch', 'watches']) {
      await runCommand(parts, { ...context, isNew: async () => false }, text);
    }
    expect(reply).not.toHaveBeenCalled();
  });

  it('is answered as any other', async () => {
    const { context, answer } = setUp();
    await runCommand(parts, context, 'help');
    expect(answer()).toContain('*Usage:*');
    await runCommand(parts, context, 'ops there');
    expect(answer()).toContain('Type `/flow-json ops here`');
  });
});
