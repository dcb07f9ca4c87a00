import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import { createConnectedOrganisations } from '../../../../src/slack/delivery/connected-organisations.ts';
import { createAskConversation } from '../../../../src/slack/delivery/conversation-info.ts';

const refused = (error: string) => new webApi.WebAPIPlatformError({ ok: false, error });
const SHARED = { ok: true, channel: { id: 'C1', is_ext_shared: true, connected_team_ids: ['T0OTHER'] } };
const NAMED = [{ id: 'T0OTHER', name: 'Lighthouse' }];

function setUp() {
  const client = new webApi.WebClient('xoxb-1');
  const info = vi.spyOn(client.conversations, 'info').mockResolvedValue(SHARED);
  vi.spyOn(client.team, 'info').mockResolvedValue({ ok: true, team: { id: 'T0OTHER', name: 'Lighthouse' } });
  const clock = { monotonicMs: () => 0 };
  const organisationsOf = createConnectedOrganisations(createAskConversation(clock), clock, { warn: () => {} });
  return { info, ask: () => organisationsOf(client, 'C1') };
}

describe('createConnectedOrganisations', () => {
  it('asks Slack once for a channel that the app sees', async () => {
    const { info, ask } = setUp();
    expect(await ask()).toEqual(NAMED);
    expect(await ask()).toEqual(NAMED);
    expect(info).toHaveBeenCalledTimes(1);
  });

  it('knows a channel as soon as the app sees it', async () => {
    const { info, ask } = setUp();
    info.mockRejectedValueOnce(refused('channel_not_found'));
    expect(await ask()).toEqual([]);
    expect(await ask()).toEqual(NAMED);
  });

  it('asks no more where the app may not know', async () => {
    const { info, ask } = setUp();
    info.mockRejectedValue(refused('missing_scope'));
    expect([await ask(), await ask()]).toEqual([[], []]);
    expect(info).toHaveBeenCalledTimes(1);
  });
});
