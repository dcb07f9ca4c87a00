import { createHash } from 'node:crypto';
import type { StateStore } from '@slack/bolt';
import { InstallationError } from './installation-error.ts';

/** Source: `ErrorCode.InvalidStateError` of @slack/oauth. */
const INVALID_STATE = 'slack_oauth_invalid_state';

/**
 * Bolt's store of OAuth states, whose states are signed, short-lived and bound to a browser, but good for as many
 * installations as somebody makes with them: here each is good for one.
 *
 * @param isFirst whether a key is met for the first time, by any process.
 */
export const stateOnce = (store: StateStore, isFirst: (key: string) => Promise<boolean>): StateStore => ({
  generateStateParam: (options, now) => store.generateStateParam(options, now),
  async verifyStateParam(now, state) {
    const options = await store.verifyStateParam(now, state);
    const key = `oauth-state:${createHash('sha256').update(state).digest('hex')}`;
    // The code is what Bolt's page tells a refusal from a fault by.
    if (!(await isFirst(key))) throw Object.assign(new InstallationError('state-used'), { code: INVALID_STATE });
    return options;
  },
});
