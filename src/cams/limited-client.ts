import type { Clock } from '../clock.ts';
import type { Budget, QueueState } from './budget.ts';
import type { CamsClient, FlowJsonAsset, FlowRef } from './client.ts';
import { CamsError } from './errors.ts';

/** A call that Alibaba Cloud dropped for its limit will be made once more. */
export interface RetryNotice {
  /** Until the call is made again, as far as it is known; milliseconds. */
  inMs: number;
}

export interface LimitedCamsClient {
  /**
   * `GetFlowJSONAssest` within the account's budget; once more, after a pause, when the API is under flow control.
   *
   * @throws {CamsError}
   */
  getFlowJsonAsset(flow: FlowRef, onRetry: (notice: RetryNotice) => void): Promise<FlowJsonAsset>;
  queue(): QueueState;
}

export interface LimitedCamsClientOptions {
  client: CamsClient;
  budget: Budget;
  clock: Clock;
  /** A number from 0 to 1, as `Math.random`. */
  random: () => number;
}

/** The pause of the whole budget after a dropped call: the limit counts by the second. */
const PAUSE_MS = 1000;
/** Two calls that were dropped together must not come back together. */
const MOST_JITTER_MS = 500;

const isLimit = (error: unknown) => error instanceof CamsError && error.kind === 'rate-limited';

/** Puts `client` behind `budget`: no call passes it by, a repeated one neither. */
export function createLimitedCamsClient({
  client,
  budget,
  clock,
  random,
}: LimitedCamsClientOptions): LimitedCamsClient {
  async function callOnce<T>(call: () => Promise<T>, first: boolean): Promise<T> {
    try {
      return await budget.run(call, { first });
    } catch (error) {
      if (isLimit(error)) budget.pause(PAUSE_MS);
      throw error;
    }
  }

  return {
    async getFlowJsonAsset(flow, onRetry) {
      const call = () => client.getFlowJsonAsset(flow);
      try {
        return await callOnce(call, false);
      } catch (error) {
        if (!isLimit(error)) throw error;
        const inMs = PAUSE_MS + random() * MOST_JITTER_MS;
        onRetry({ inMs });
        await clock.wait(inMs);
        // It has waited its turn once already.
        return await callOnce(call, true);
      }
    },

    queue: () => budget.queue(),
  };
}
