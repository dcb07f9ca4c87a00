import { getGlobalDispatcher, MockAgent, setGlobalDispatcher } from 'undici';
import { onTestFinished } from 'vitest';

/** A call as Slack gets it. */
export interface Sent {
  url: string;
  body: string;
}

export interface Reply {
  status: number;
  body?: string;
  headers?: Record<string, string>;
}

/** Answers all that a test sends by undici or by Node's `fetch`; no port is opened. */
export function answerAll(answer: (sent: Sent) => Reply): void {
  const [before, agent] = [getGlobalDispatcher(), new MockAgent()];
  agent.disableNetConnect();
  agent
    .get(/./)
    .intercept({ path: () => true, method: () => true })
    .reply(({ origin, path, body }) => {
      const { status, body: data = '', headers = {} } = answer({ url: `${origin}${path}`, body: String(body) });
      return { statusCode: status, data, responseOptions: { headers } };
    })
    .persist();
  setGlobalDispatcher(agent);
  onTestFinished(() => setGlobalDispatcher(before));
}
