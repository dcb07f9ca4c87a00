import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import type { Destination, Preferences } from '../../../../src/flows/records.ts';
import type { NotifyPreferences } from '../../../../src/notify/records.ts';
import type { DisplayPreferences } from '../../../../src/requests/display.ts';
import {
  ModalNotOpened,
  type Opening,
  openFound,
  openPicker,
  openSettings,
} from '../../../../src/slack/answers/modals.ts';
import { ACCOUNTS } from '../support/bolt.ts';
import { catalogued } from '../support/flows.ts';
import { problemsOfView } from '../support/limits.ts';
import { english } from '../support/texts.ts';

function setUp({ usual = 'conversation' as Destination, space = undefined as string | undefined } = {}) {
  const client = new webApi.WebClient('xoxb-1');
  const open = vi.spyOn(client.views, 'open').mockResolvedValue({ ok: true });
  const preferences: Preferences = {
    of: async () => ({ destination: usual, space }),
    assumed: () => ({ destination: usual, space }),
    learn: () => {},
    destination: async () => usual,
    setDestination: async () => {},
    space: async () => space,
    setSpace: async () => {},
  };
  const notifyPreferences = {
    get: vi.fn<NotifyPreferences['get']>(async () => ({
      mode: 'weekly',
      useThread: true,
      broadcast: false,
      filesIn: 'thread' as const,
    })),
    set: async () => {},
  };
  const opening: Opening = {
    client,
    triggerId: '1.2.3',
    t: english,
    requester: { teamId: 'T1', userId: 'U1', channelId: 'C1' },
    origin: { channelId: 'C1' },
  };
  /** What is chosen beforehand, by the ID of its input. */
  function opened() {
    const [[{ view, trigger_id: triggerId }]] = open.mock.calls as unknown as [
      [{ view: webApi.ViewsOpenArguments['view']; trigger_id: string }],
    ];
    expect(triggerId).toBe('1.2.3');
    expect(problemsOfView(view)).toEqual([]);
    return Object.fromEntries(
      view.blocks.flatMap((block) => {
        if (block.type !== 'input' || !('element' in block)) return [];
        const { element } = block;
        return [[block.block_id, 'initial_option' in element ? element.initial_option?.value : undefined]];
      }),
    );
  }
  const displays = {
    of: vi.fn<DisplayPreferences['of']>(async () => ({ channel: 'picture', workspace: 'json' })),
    setWorkspace: async () => {},
    setChannel: async () => {},
  };
  return {
    parts: {
      accounts: ACCOUNTS,
      offered: () => ACCOUNTS,
      may: () => true,
      refusal: () => undefined,
      preferences,
      notifyPreferences,
      displays,
    },
    opening,
    opened,
    open,
  };
}

const inThread = { channelId: 'C1', threadTs: '1.2' };

describe('openPicker', () => {
  it('chooses beforehand what was named, else what is usual', async () => {
    const named = setUp({ space: 'us-shop' });
    await openPicker(named.parts, named.opening, { space: 'eu-shop', destination: 'only-me' });
    expect(named.opened()).toEqual({ flows: undefined, space: 'eu-shop', destination: 'only-me' });
    const usual = setUp({ space: 'us-shop' });
    await openPicker(usual.parts, usual.opening, {});
    expect(usual.opened()).toEqual({ flows: undefined, space: 'us-shop', destination: 'conversation' });
  });

  it.each([
    ['conversation', 'thread'],
    ['only-me', 'only-me'],
  ] as const)('in a thread, %s means %s', async (usual, destination) => {
    const { parts, opening, opened } = setUp({ usual });
    await openPicker(parts, { ...opening, origin: inThread }, {});
    expect(opened()).toMatchObject({ destination });
  });

  it('asks for the conversation where there is none', async () => {
    const { parts, opening, opened } = setUp();
    await openPicker(parts, { ...opening, origin: {} }, {});
    expect(opened()).toHaveProperty('conversation');
  });

  it('keeps the name that was typed for the first suggestions', async () => {
    const { parts, opening, opened, open } = setUp();
    await openPicker(parts, opening, { name: 'x'.repeat(2000) });
    opened();
    expect(JSON.stringify(open.mock.calls)).toContain(`name\\":\\"${'x'.repeat(200)}\\"`);
  });

  it('throws where Slack opens none', async () => {
    const { parts, opening, open } = setUp();
    const cause = new Error('expired_trigger_id');
    open.mockRejectedValue(cause);
    await expect(openPicker(parts, opening, {})).rejects.toEqual(new ModalNotOpened(cause));
  });
});

describe('openFound', () => {
  it('offers the flows, each with its space where that is known, and the thread', async () => {
    const { parts, opening, opened, open } = setUp();
    const found = {
      listed: [catalogued()],
      others: [
        { flowId: '17b6aa12', custSpaceId: 'cams-eu' },
        { flowId: '17b6aa13', custSpaceId: undefined },
      ],
      isListKnown: true,
    };
    await openFound(parts, { ...opening, origin: inThread }, found);
    expect(opened()).toEqual({ found_flows: undefined, space: undefined, destination: 'thread' });
    const values = JSON.stringify(open.mock.calls).match(/"value":"17b6[^"]*"/g) ?? [];
    expect([...new Set(values)]).toEqual([
      '"value":"17b6aa11@default/"',
      '"value":"17b6aa12@default/cams-eu"',
      '"value":"17b6aa13"',
    ]);
  });
});

describe('openSettings', () => {
  it('shows what is set', async () => {
    const { parts, opening, opened } = setUp({ usual: 'only-me', space: 'us-shop' });
    await openSettings(parts, opening);
    expect(opened()).toEqual({
      space: 'us-shop',
      destination: 'only-me',
      channel_display: 'picture',
      workspace_display: 'json',
      notify_mode: 'weekly',
      notify_follow_ups: undefined,
    });
    expect(parts.notifyPreferences.get).toHaveBeenCalledWith('T1', 'C1');
  });

  it('has no space and no way of notification to set where there is no channel', async () => {
    const { parts, opening, opened } = setUp();
    await openSettings(parts, { ...opening, requester: { ...opening.requester, channelId: undefined } });
    expect(opened()).toEqual({ destination: 'conversation', workspace_display: 'json' });
  });
});
