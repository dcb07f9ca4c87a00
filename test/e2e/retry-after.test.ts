import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { close, listen } from '../../sandbox/slack/http.ts';

/** By flow ID: what comes, and the header with it. */
const ANSWERS: Readonly<Record<string, { status: number; code: string; header?: string }>> = {
  '100001': { status: 429, code: 'Throttling', header: '1500' },
  '100002': { status: 503, code: 'ServiceUnavailable', header: '2500' },
  '100003': { status: 400, code: 'isv.ODD', header: '3500' },
  '100004': { status: 200, code: 'isv.ODD', header: '4500' },
  '100005': { status: 503, code: 'ServiceUnavailable' },
  '100006': { status: 503, code: 'ServiceUnavailable', header: 'soon' },
  '100007': { status: 503, code: 'ServiceUnavailable', header: '999999999' },
  '100008': { status: 200, code: 'OK', header: '5500' },
  '100009': { status: 200, code: 'OK' },
};

// Node itself runs the client: Vitest takes the package's default export for another one.
const source = (file: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../src', file)).href);
const script = `
  const { createCamsClient } = await import(${source('cams/client.ts')});
  const { createAccountWithBudgets } = await import(${source('cams/account-with-budgets.ts')});
  const { createLocalCallSlots } = await import(${source('cams/call-slots.ts')});
  const { systemClock: clock } = await import(${source('clock.ts')});
  const accessKey = { id: 'id', secret: 'secret', securityToken: undefined };
  const afterSuccess = [];
  const onRetryAfter = (...given) => afterSuccess.push(given);
  const endpoint = { host: process.argv[1], protocol: 'HTTP' };
  const client = createCamsClient({ endpoint, accessKey, onRetryAfter });
  const ask = (flowId) => client.getFlow({ flowId, custSpaceId: undefined, account: 'default' }).catch((error) => error);
  const answers = await Promise.all(process.argv.slice(2).map(ask));
  const said = answers.map(({ kind, retryAfterMs }) => [kind ?? 'success', retryAfterMs ?? null]);
  const { account } = createAccountWithBudgets({
    settings: { name: 'default', endpoint, accessKey, callsPerSecond: 5, custSpaceId: undefined, spaces: [] },
    limit: {
      slots: { of: () => createLocalCallSlots({ clock, calls: 5, windowMs: 1000 }), pause: async () => {}, isCommon: false },
      callsPerSecond: 5,
      sharers: 1,
    },
    clock,
    random: Math.random,
    wallMs: Date.now,
  });
  await account.getFlowJsonAsset({ flowId: '100008', custSpaceId: undefined, account: 'default' }, () => {});
  const waitMs = account.queue().expectedWaitMs;
  console.log(JSON.stringify({ said, afterSuccess, waitMs }));
  process.exit(0);
`;

it('knows how long Alibaba Cloud asks to wait, with any code and after a success, of each of several calls at once', async () => {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { status, code, header } = ANSWERS[new URLSearchParams(body).get('FlowId') ?? ''] ?? {
      status: 500,
      code: '',
    };
    if (header !== undefined) response.setHeader('x-acs-retry-after', header);
    response.writeHead(status, { 'content-type': 'application/json' }).end(
      JSON.stringify({
        Code: code,
        Message: 'No.',
        Data: { FlowName: 'Shop', FilePath: 'https://files.aliyuncs.com/1.json' },
      }),
    );
  });
  const port = await listen(server, 0);
  onTestFinished(() => close(server));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script, `127.0.0.1:${port}`, ...Object.keys(ANSWERS)],
    { encoding: 'utf8' },
  );
  const { said, afterSuccess, waitMs } = JSON.parse(stdout);
  // The next call of the account waits for as long as the answer to the first one asked for, which went well.
  expect(waitMs).toBeGreaterThan(3000);
  expect(afterSuccess).toEqual([['GetFlow', 5500]]);
  expect(said).toEqual([
    ['rate-limited', 1500],
    ['service-unavailable', 2500],
    ['unknown-code', 3500],
    ['unknown-code', 4500],
    ['service-unavailable', null],
    ['service-unavailable', null],
    ['service-unavailable', 3_600_000],
    ['success', null],
    ['success', null],
  ]);
});
