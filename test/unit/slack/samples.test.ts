import { webApi } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { createAcceptedForms } from '../../../src/slack/delivery/accepted-forms.ts';
import { createConnectedOrganisations } from '../../../src/slack/delivery/connected-organisations.ts';
import { createAskConversation } from '../../../src/slack/delivery/conversation-info.ts';
import { openDirectMessage } from '../../../src/slack/delivery/direct-message.ts';
import { createDownloadFile } from '../../../src/slack/delivery/download-file.ts';
import { joinChannel } from '../../../src/slack/delivery/join-channel.ts';
import { createNotifiedFiles } from '../../../src/slack/delivery/notified-files.ts';
import { createPrivateLine } from '../../../src/slack/delivery/private-line.ts';
import { createShareFiles } from '../../../src/slack/delivery/share-files.ts';
import { workspaceNameOf } from '../../../src/slack/delivery/workspace-name.ts';
import { paragraphs } from '../../../src/slack/messages/message.ts';
import { messageTexts } from '../../../src/slack/payloads/message-texts.ts';
import { createMissingScopes } from '../../../src/slack/workspaces/facts/missing-scopes.ts';
import { createPeople } from '../../../src/slack/workspaces/facts/people.ts';
import { demandOneWorkspace } from '../../../src/slack/workspaces/installations/one-workspace.ts';
import { createOrganisationCalls } from '../../../src/slack/workspaces/installations/organisation-calls.ts';
import { createLanguages } from '../../../src/slack/workspaces/languages.ts';
import { WEB_API_METHODS } from '../../../src/slack/workspaces/web-api-methods.ts';
import { slackSamples } from '../../support/slack-samples.ts';
import { instantClock, silentLog } from '../support/fakes.ts';
import { english } from './support/texts.ts';

const samples = slackSamples();
const asked: string[] = [];

/** Answers each method as the sample of it does. */
const fetch: typeof globalThis.fetch = async (url) => {
  const method = new URL(String(url)).pathname.split('/').at(-1) ?? '';
  const answer = samples?.answers[method];
  if (answer === undefined) return new Response('ok');
  asked.push(method);
  return Response.json(answer, { headers: { 'x-oauth-scopes': 'chat:write' } });
};

const client = new webApi.WebClient('xoxb-samples', { fetch, retryConfig: { retries: 0 } });
const file = { filename: 'a.json', title: 'a', content: '{}' };

describe.skipIf(samples === undefined)('an answer of the Web API, as Slack really gives it', () => {
  it('is read: files that are shared, and looked for', async () => {
    const { share, find } = createShareFiles({
      client,
      forms: createAcceptedForms(instantClock),
      clock: instantClock,
      fetch,
    });
    // The sample's file is in no conversation that has an ID.
    const shared = await share({ channelId: '' }, [file], paragraphs('Shared'), async () => {});
    expect(shared.fileIds).toEqual(['F00000000']);
    expect(await find('C1', ['F1'])).toBeUndefined();
    expect(await find('', ['F1'])).toMatchObject({ fileIds: ['F1'] });
  });

  it('is read: messages that are found by their files', async () => {
    const notified = createNotifiedFiles({ client, clock: instantClock, wallMs: () => 0 });
    expect(await notified.tsOf('F1', 'C03E94MKU')).toBe('');
    expect(await notified.find('', 'C03E94MKU')).toBe('');
    expect(await notified.find('another.json', 'C03E94MKU')).toBeUndefined();
  });

  it('is read: conversations, private lines, and people', async () => {
    expect(await openDirectMessage(client, 'U1')).toEqual(expect.any(String));
    expect(await joinChannel(client, 'C1')).toBe(true);
    for (const channelId of ['C1', undefined]) {
      const parts = { respond: undefined, client, userId: 'U1', channelId, replaces: false, log: silentLog };
      expect(await createPrivateLine(parts)(paragraphs('told'))).toBe(true);
    }
    const clock = { ...instantClock, wait: () => new Promise<never>(() => {}) };
    const people = createPeople({ clientFor: async () => client, organisationOf: () => undefined, clock });
    const textsFor = createLanguages({ people, clock });
    expect((await textsFor({ teamId: 'T1', userId: 'U1' }))('help.usage')).toBe(english('help.usage'));
  });

  it('is read: a conversation, by whoever wants to know something of it', async () => {
    const askConversation = createAskConversation(instantClock);
    expect(await askConversation(client, 'C1')).toMatchObject({ is_ext_shared: false, is_private: false });
    const connected = createConnectedOrganisations(askConversation, instantClock, silentLog);
    expect(await connected(client, 'C1')).toEqual([]);
    const clock = { ...instantClock, wait: () => new Promise<never>(() => {}) };
    const calls = createOrganisationCalls({ clientOf: async () => client, clock, log: silentLog });
    expect(await calls.workspacesOfChannel('E1', 'C1')).toEqual(['T00000000', 'T00000000']);
  });

  it('is read: where a file is', async () => {
    const download = createDownloadFile(client, async () => {}, fetch);
    // The sample has no address of a file.
    await expect(download('F1')).rejects.toMatchObject({ kind: 'no-access' });
  });

  it('is read: whose token it is, and what it may', async () => {
    expect(await demandOneWorkspace(client)).toBe('T00000000');
    // The sample's workspace has no name.
    await expect(workspaceNameOf(client)).rejects.toThrow();
    const clock = { ...instantClock, wait: () => new Promise<never>(() => {}) };
    const missing = createMissingScopes({ clientFor: async () => client, clock, log: silentLog });
    expect(await missing('T1')).toContain('team:read');
  });

  it('is read: modals and the Home tab, and what auth.test says', async () => {
    const view = { type: 'home' as const, blocks: [] };
    expect(await client.views.publish({ user_id: 'U1', view })).toMatchObject({ ok: true });
    expect(
      await client.views.open({
        trigger_id: '1',
        view: { ...view, type: 'modal', title: { type: 'plain_text', text: 'a' } },
      }),
    ).toMatchObject({ ok: true });
    expect(await client.auth.test()).toMatchObject({ user_id: 'U00000000' });
  });

  it('is read of every method that the bot calls, where there is a sample', () => {
    const called = Object.keys(samples?.answers ?? {}).filter((method) => method in WEB_API_METHODS);
    expect(called.length).toBeGreaterThan(10);
    expect([...new Set(asked)].toSorted()).toEqual(called.toSorted());
  });

  it('has messages of which every text is read', () => {
    for (const payload of Object.values(samples?.payloads ?? {})) {
      const { message, event } = payload;
      for (const each of [message, event]) expect(messageTexts(each)).toEqual(expect.any(Array));
    }
  });
});
