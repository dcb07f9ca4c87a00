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
};

// Node itself runs the client: Vitest takes the package's default export for another one.
const script = `
  const { createCamsClient } = await import(${JSON.stringify(
    pathToFileURL(join(import.meta.dirname, '../../src/cams/client.ts')).href,
  )});
  const accessKey = { id: 'id', secret: 'secret', securityToken: undefined };
  const client = createCamsClient({ endpoint: { host: process.argv[1], protocol: 'HTTP' }, accessKey });
  const ask = (flowId) => client.getFlow({ flowId, custSpaceId: undefined, account: 'default' }).catch((error) => error);
  const errors = await Promise.all(process.argv.slice(2).map(ask));
  console.log(JSON.stringify(errors.map(({ kind, retryAfterMs }) => [kind, retryAfterMs ?? null])));
  process.exit(0);
`;

it('knows how long Alibaba Cloud asks to wait, with any code, of each of several calls at once', async () => {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { status, code, header } = ANSWERS[new URLSearchParams(body).get('FlowId') ?? ''] ?? {
      status: 500,
      code: '',
    };
    if (header !== undefined) response.setHeader('x-acs-retry-after', header);
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify({ Code: code, Message: 'No.' }));
  });
  const port = await listen(server, 0);
  onTestFinished(() => close(server));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script, `127.0.0.1:${port}`, ...Object.keys(ANSWERS)],
    { encoding: 'utf8' },
  );
  expect(JSON.parse(stdout)).toEqual([
    ['rate-limited', 1500],
    ['service-unavailable', 2500],
    ['unknown-code', 3500],
    ['unknown-code', 4500],
    ['service-unavailable', null],
    ['service-unavailable', null],
    ['service-unavailable', 3_600_000],
  ]);
});
