import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../../sandbox/slack/manifest.ts';

const LEAST = `
features:
  bot_user: { display_name: Bot }
oauth_config: { scopes: { bot: [commands] } }
`;

const ALL = `
features:
  bot_user: { display_name: Bot }
  app_home: { home_tab_enabled: true }
  slash_commands: [{ command: /do }]
  shortcuts:
    - { name: On this, type: message, callback_id: on_this, description: Does it }
    - { name: Anywhere, type: global, callback_id: anywhere }
oauth_config: { scopes: { bot: [commands, chat:write] } }
settings:
  event_subscriptions: { bot_events: [app_home_opened] }
`;

describe('parseManifest', () => {
  it('takes an app with a bot alone', () => {
    expect(parseManifest(LEAST)).toEqual({
      botName: 'Bot',
      commands: [],
      botScopes: ['commands'],
      shortcuts: [],
      hasHomeTab: false,
      botEvents: [],
    });
  });

  it('reads what people see of the app', () => {
    expect(parseManifest(ALL)).toEqual({
      botName: 'Bot',
      commands: ['/do'],
      botScopes: ['commands', 'chat:write'],
      shortcuts: [
        { callbackId: 'on_this', name: 'On this', type: 'message' },
        { callbackId: 'anywhere', name: 'Anywhere', type: 'global' },
      ],
      hasHomeTab: true,
      botEvents: ['app_home_opened'],
    });
  });

  it('refuses a shortcut of another type', () => {
    expect(() => parseManifest(ALL.replace('type: global', 'type: channel'))).toThrow('type');
  });
});
