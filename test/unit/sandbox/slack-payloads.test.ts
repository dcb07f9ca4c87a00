import { describe, expect, it } from 'vitest';
import type { Conversation, Person } from '../../../sandbox/slack/page-api.ts';
import * as payloads from '../../../sandbox/slack/payloads.ts';
import { slackView } from '../../../sandbox/slack/views.ts';

const me: Person = { id: 'U1', name: 'maya', realName: 'Maya', isBot: false, locale: 'en-US' };
const interaction = {
  identity: { appId: 'A1', team: { id: 'T1', domain: 'harbour' }, token: 'token' },
  me,
  at: 1_700_000_000_123,
};
const COMMON = {
  token: 'token',
  team: { id: 'T1', domain: 'harbour' },
  user: { id: 'U1', username: 'maya', name: 'maya', team_id: 'T1' },
  api_app_id: 'A1',
  enterprise: null,
  is_enterprise_install: false,
};
const view = slackView.parse({
  id: 'V1',
  type: 'modal',
  callback_id: 'choose',
  hash: 'h1',
  title: { type: 'plain_text', text: 'Choose' },
  blocks: [],
  private_metadata: 'kept',
  root_view_id: 'V1',
});
const values = { block: { action: { type: 'plain_text_input', value: 'x' } } };
const inView = { view, values, blockId: 'block', actionId: 'action' };

describe('the payload of', () => {
  it('a message shortcut hides the name of a private conversation', () => {
    const conversation: Conversation = {
      id: 'G1',
      name: 'launch',
      kind: 'private',
      topic: '',
      hasBot: false,
      isArchived: false,
    };
    const shortcut = { callbackId: 'on_this', name: 'On this', type: 'message' as const };
    const message = { type: 'message', ts: '1.2', thread_ts: '1.1', text: 'Hello' };
    const input = { shortcut, triggerId: 't', responseUrl: 'http://localhost/r', conversation, message };
    expect(payloads.messageShortcut(interaction, input)).toEqual({
      type: 'message_action',
      ...COMMON,
      action_ts: '1700000000.123000',
      callback_id: 'on_this',
      trigger_id: 't',
      response_url: 'http://localhost/r',
      message_ts: '1.2',
      channel: { id: 'G1', name: 'privategroup' },
      message,
    });
  });

  it('a global shortcut has no channel', () => {
    const shortcut = { callbackId: 'anywhere', name: 'Anywhere', type: 'global' as const };
    expect(payloads.globalShortcut(interaction, shortcut, 't')).toEqual({
      type: 'shortcut',
      ...COMMON,
      action_ts: '1700000000.123000',
      callback_id: 'anywhere',
      trigger_id: 't',
    });
  });

  it('a submission holds the view with what was typed', () => {
    expect(payloads.viewSubmission(interaction, view, values, 't')).toEqual({
      type: 'view_submission',
      ...COMMON,
      trigger_id: 't',
      view: { ...view, team_id: 'T1', private_metadata: 'kept', root_view_id: 'V1', state: { values } },
      response_urls: [],
    });
  });

  it('a click names no workspace where an organisation installed the app', () => {
    const organisation = { id: 'E1', name: 'Harbour Group' };
    const ofOrganisation = { ...interaction, identity: { ...interaction.identity, organisation } };
    const outsider = { ...me, outside: { teamId: 'T9', teamName: 'Lighthouse', domain: 'lighthouse' } };
    const used = { type: 'button' as const, text: 'Go' };
    expect(payloads.viewBlockActions(ofOrganisation, inView, used, 't')).toMatchObject({
      team: null,
      enterprise: organisation,
      is_enterprise_install: true,
      user: { id: 'U1', team_id: 'E1' },
      view: { team_id: 'T1' },
    });
    expect(payloads.common({ ...ofOrganisation, me: outsider })).toMatchObject({ team: null, user: { team_id: 'T9' } });
  });

  it('a suggestion holds the query and where it was typed', () => {
    expect(payloads.blockSuggestion(interaction, inView, 'que')).toMatchObject({
      type: 'block_suggestion',
      container: { type: 'view', view_id: 'V1' },
      block_id: 'block',
      action_id: 'action',
      value: 'que',
      view: { state: { values } },
    });
  });

  it('an action in a view has no response_url', () => {
    const used = { type: 'static_select', selected_option: null };
    const payload = payloads.viewBlockActions(interaction, inView, used, 't');
    expect(payload).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: 'V1' },
      actions: [{ ...used, block_id: 'block', action_id: 'action', action_ts: '1700000000.123000' }],
    });
    expect(payload).not.toHaveProperty('response_url');
  });

  it('an opened Home tab has the view only where one is published', () => {
    const input = { tab: 'home', directMessageId: 'D1', botUserId: 'U0', eventId: 'Ev1' } as const;
    const event = { type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'home', event_ts: '1700000000.123000' };
    expect(payloads.appHomeOpened(interaction, { ...input, home: undefined })).toMatchObject({
      type: 'event_callback',
      event_time: 1_700_000_000,
    });
    expect(payloads.appHomeOpened(interaction, { ...input, home: undefined }).event).toEqual(event);
    expect(payloads.appHomeOpened(interaction, { ...input, home: view }).event).toEqual({ ...event, view });
  });
});
