import { createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { createRequire } from 'node:module';
import { RuntimeOptions } from '@alicloud/tea-util';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FAULTS, type FaultName } from '../../sandbox/cams/faults.ts';
import { SAMPLE_FLOWS } from '../../sandbox/cams/sample-flows.ts';
import { type CamsOptions, type CamsStandIn, startCams } from '../../sandbox/cams/server.ts';
import { close, listen, readBody } from '../../sandbox/slack/http.ts';
import { dataOf, flowDetailsData, listedFlowsData } from '../../src/cams/reply.ts';

// Vitest unwraps the default export of a CommonJS package once more than Node does; `require` leaves it alone.
type OpenApiModule = typeof import('@alicloud/openapi-client', { with: { 'resolution-mode': 'require' }});
const openApi: OpenApiModule = createRequire(import.meta.url)('@alicloud/openapi-client');
const { default: Client, Config, OpenApiRequest, Params } = openApi;

const FLOW_ID = '1706000000000001';
const FLOW_JSON = SAMPLE_FLOWS.find(({ flowId }) => flowId === FLOW_ID)?.json ?? '';

const started: CamsStandIn[] = [];
async function start(options?: CamsOptions): Promise<CamsStandIn> {
  const cams = await startCams(options);
  started.push(cams);
  return cams;
}
afterEach(async () => {
  await Promise.all(started.splice(0).map((cams) => cams.close()));
});

interface Caller {
  host: string;
  accessKeyId: string;
  accessKeySecret: string;
  securityToken?: string;
}

interface Call {
  operation?: string;
  version?: string;
  query?: Record<string, string>;
  /** Milliseconds. */
  readTimeout?: number;
}

const reply = z.looseObject({
  Code: z.string(),
  RequestId: z.string(),
  Data: z.unknown().optional(),
});

/** What the real client makes of a call's answer, as it is. */
async function callRaw(caller: Caller, form: Record<string, string>, call: Call = {}): Promise<unknown> {
  const { host: endpoint, accessKeyId, accessKeySecret, securityToken } = caller;
  const { operation = 'GetFlowJSONAssest', version = '2020-06-06', query = {}, readTimeout = 10_000 } = call;
  const token = securityToken === undefined ? {} : { securityToken };
  const client = new Client(new Config({ endpoint, protocol: 'HTTP', accessKeyId, accessKeySecret, ...token }));
  const params = new Params({
    action: operation,
    version,
    protocol: 'HTTP',
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
  });
  const runtime = new RuntimeOptions({ readTimeout, connectTimeout: 10_000 });
  return (await client.callApi(params, new OpenApiRequest({ body: form, query }), runtime)).body;
}

const call = async (caller: Caller, flowId: string, options?: Call) =>
  reply.parse(await callRaw(caller, { FlowId: flowId }, options));

/** What the real client throws. */
const failure = (caller: Caller, flowId: string, options?: Call): Promise<unknown> =>
  callRaw(caller, { FlowId: flowId }, options).then(
    (body) => expect.unreachable(`it went well: ${JSON.stringify(body)}`),
    (error) => error,
  );

async function linkOf(cams: CamsStandIn, flowId: string): Promise<string> {
  const { Data: data } = await call(cams, flowId);
  return z.object({ FilePath: z.string() }).parse(data).FilePath;
}

const download = async (cams: CamsStandIn, flowId: string) => fetch(await linkOf(cams, flowId), { redirect: 'manual' });

describe('a good call', () => {
  it('gives a link to the file', async () => {
    const cams = await start();
    expect(await call(cams, FLOW_ID)).toEqual({
      Code: 'OK',
      Message: 'None',
      RequestId: expect.stringMatching(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/),
      AccessDeniedDetail: 'None',
      Data: { FlowId: FLOW_ID, FilePath: expect.stringContaining(`${cams.url}/flow-assets/${FLOW_ID}.json?Expires=`) },
    });
    const file = await download(cams, FLOW_ID);
    expect(file.headers.get('content-type')).toBe('application/json');
    expect(await file.text()).toBe(FLOW_JSON);
  });

  it('is recorded', async () => {
    const cams = await start();
    const before = performance.now();
    await callRaw(cams, { FlowId: FLOW_ID, CustSpaceId: 'cams-0001' });
    const [arrival] = cams.arrivals;
    expect(cams.arrivals).toEqual([
      {
        at: expect.any(Number),
        operation: 'GetFlowJSONAssest',
        flowId: FLOW_ID,
        custSpaceId: 'cams-0001',
        outcome: 'answered',
      },
    ]);
    expect(arrival?.at).toBeGreaterThan(before);
    expect(arrival?.at).toBeLessThan(performance.now());
  });

  it('may carry a security token, and a query', async () => {
    const cams = await start();
    const caller = { ...cams, securityToken: 'sandbox-security-token' };
    expect(await call(caller, FLOW_ID, { query: { Note: "a b+c*(d)'~/!" } })).toMatchObject({ Code: 'OK' });
    expect(await failure({ ...cams, securityToken: 'another' }, FLOW_ID)).toMatchObject({
      code: 'InvalidSecurityToken.Expired',
    });
  });

  it('arrives after the delay on the way, and is answered after the service time', async () => {
    const cams = await start({ delayMs: () => 60, serviceMs: () => 90 });
    const sentAt = performance.now();
    await call(cams, FLOW_ID);
    const answeredAt = performance.now();
    const arrivedAt = cams.arrivals[0]?.at ?? Number.NaN;
    // Node's timers may fire up to a millisecond early.
    expect(arrivedAt - sentAt).toBeGreaterThan(59);
    expect(answeredAt - arrivedAt).toBeGreaterThan(89);
  });

  it('serves the flows that it is given', async () => {
    const cams = await start({ flows: { 'mine-1': '{"version":"7.1","screens":[]}' } });
    expect(await (await download(cams, 'mine-1')).text()).toBe('{"version":"7.1","screens":[]}');
    cams.setFlow('mine-1', '{"version":"7.2"}');
    cams.setFlow('mine-2', '{"version":"7.3"}');
    expect(await (await download(cams, 'mine-1')).text()).toBe('{"version":"7.2"}');
    expect(await (await download(cams, 'mine-2')).text()).toBe('{"version":"7.3"}');
    expect(await failure(cams, FLOW_ID)).toMatchObject({ code: 'Unknown.ResourceOwnerId' });
  });
});

describe('the other operations', () => {
  it('give the details of a flow', async () => {
    const now = Date.now();
    const cams = await start({ limit: 'none', now: () => now });
    const details = async (flowId: string) => (await call(cams, flowId, { operation: 'GetFlow' })).Data;
    expect(await details('170600000000000203')).toEqual({
      FlowId: '170600000000000203',
      FlowName: 'Home insurance quote',
      Status: 'THROTTLED',
      Categories: ['LEAD_GENERATION'],
      JSONVersion: '3.1',
      DataApiVersion: '3.0',
      PreviewUrl: 'https://example.com/flows/170600000000000203/preview',
      PreviewUrlExpires: now + 30 * 24 * 3_600_000,
    });
    cams.setFlow('mine-1', 'no JSON');
    expect(await details('mine-1')).toMatchObject({ JSONVersion: 'None', DataApiVersion: 'None', Status: 'DRAFT' });
  });

  it('list the flows, by page and by name', async () => {
    const cams = await start({ limit: 'none' });
    const list = async (query: Record<string, string>) =>
      z
        .array(z.strictObject({ FlowId: z.string(), FlowName: z.string(), Categories: z.array(z.string()) }))
        .parse(reply.parse(await callRaw(cams, {}, { operation: 'ListFlow', query })).Data)
        .map(({ FlowId: flowId }) => flowId);
    const ids = SAMPLE_FLOWS.map(({ flowId }) => flowId);
    expect(await list({})).toEqual(ids);
    expect(await list({ Page: '{"Index":2,"Size":3}' })).toEqual(ids.slice(3, 6));
    expect(await list({ FlowName: 'Motor' })).toEqual(['17b60f1c2d3e4a5b6c7d8e9fa0b1c2d3']);
    const badPage = { operation: 'ListFlow', query: { Page: '{"Index":0}' } };
    expect(await failure(cams, '', badPage)).toMatchObject({ code: 'InvalidPage' });
  });

  it.each([{ operation: 'DeleteFlow' }, { version: '2018-01-01' }])('do not include %j', async (options) => {
    const cams = await start();
    const notFound = { code: 'InvalidAction.NotFound', data: { statusCode: 400 } };
    expect(await failure(cams, FLOW_ID, options)).toMatchObject(notFound);
  });

  it('want a flow ID', async () => {
    const cams = await start();
    expect(await failure(cams, '')).toMatchObject({ code: 'MissingFlowId' });
  });
});

describe('the signature', () => {
  interface Recorded {
    headers: IncomingHttpHeaders;
    body: Buffer;
  }

  /** What the real client sends. */
  async function record(caller: Caller): Promise<Recorded> {
    const { promise, resolve } = Promise.withResolvers<Recorded>();
    const recorder = createServer(async (request, response) => {
      resolve({ headers: request.headers, body: await readBody(request) });
      response.end('{}');
    });
    const host = `127.0.0.1:${await listen(recorder, 0)}`;
    await callRaw({ ...caller, host }, { FlowId: FLOW_ID });
    await close(recorder);
    return promise;
  }

  function replay(cams: CamsStandIn, { headers, body }: Recorded): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      httpRequest(cams.url, { method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end(body);
    });
  }

  it('covers the body and the headers', async () => {
    const cams = await start();
    const recorded = await record(cams);
    expect(await replay(cams, recorded)).toBe(200);
    const otherBody = Buffer.from(recorded.body.toString().replace('0001', '0002'));
    expect(await replay(cams, { ...recorded, body: otherBody })).toBe(400);
    const otherOperation = { ...recorded.headers, 'x-acs-action': 'GetFlow' };
    expect(await replay(cams, { ...recorded, headers: otherOperation })).toBe(400);
    expect(cams.arrivals.map(({ outcome }) => outcome)).toEqual(['answered', 'refused', 'refused']);
  });

  it('needs the right key, and the right secret', async () => {
    const cams = await start();
    expect(await failure({ ...cams, accessKeySecret: 'another' }, FLOW_ID)).toMatchObject({
      code: 'SignatureDoesNotMatch',
      data: { statusCode: 400 },
    });
    expect(await failure({ ...cams, accessKeyId: 'another' }, FLOW_ID)).toMatchObject({
      code: 'InvalidAccessKeyId.NotFound',
      data: { statusCode: 404 },
    });
    expect(cams.arrivals.map(({ outcome }) => outcome)).toEqual(['refused', 'refused']);
  });

  it('needs the right time', async () => {
    const cams = await start({ now: () => Date.now() + 16 * 60_000 });
    expect(await failure(cams, FLOW_ID)).toMatchObject({
      code: 'InvalidTimeStamp.Expired',
      data: { statusCode: 400 },
    });
  });
});

describe('the limit', () => {
  const calls = (cams: CamsStandIn, count: number, options?: Call) =>
    Promise.all(
      Array.from({ length: count }, () =>
        callRaw(cams, { FlowId: FLOW_ID }, options).then(
          () => 'OK',
          (error) => error.code,
        ),
      ),
    );
  const fiveAndADrop = ['OK', 'OK', 'OK', 'OK', 'OK', 'System.LimitControl'];

  it('drops the sixth call in a second, and counts it', async () => {
    const cams = await start();
    expect((await calls(cams, 6)).toSorted()).toEqual(fiveAndADrop);
    expect(cams.arrivals.map(({ outcome }) => outcome)).toEqual([...Array(5).fill('answered'), 'dropped']);
    expect(cams.worstWindow()).toBe(6);
    expect(cams.worstWindow(0.0001)).toBe(1);
  });

  it('is not used up by calls with a bad signature', async () => {
    const cams = await start();
    for (let index = 0; index < 5; index += 1) await failure({ ...cams, accessKeySecret: 'another' }, FLOW_ID);
    expect(await calls(cams, 1)).toEqual(['OK']);
    expect(cams.worstWindow()).toBe(6);
  });

  it('counts each operation by itself', async () => {
    const cams = await start();
    await calls(cams, 5);
    expect((await calls(cams, 6, { operation: 'GetFlow' })).toSorted()).toEqual(fiveAndADrop);
  });

  it('lets calls through again a window later', async () => {
    const cams = await start({ limit: { calls: 1, windowMs: 1000 } });
    expect((await calls(cams, 2)).toSorted()).toEqual(['OK', 'System.LimitControl']);
    await expect.poll(async () => (await calls(cams, 1))[0], { interval: 1100 }).toBe('OK');
  });

  it('forgets on a reset, and can be none', async () => {
    const cams = await start();
    await calls(cams, 5);
    cams.reset();
    expect(cams.arrivals).toEqual([]);
    expect(await calls(cams, 5)).toEqual(Array(5).fill('OK'));
    expect(await calls(await start({ limit: 'none' }), 40)).toEqual(Array(40).fill('OK'));
  });
});

describe('a link', () => {
  it('expires', async () => {
    let later = 0;
    const cams = await start({ now: () => Date.now() + later, linkLifetimeMs: 30_000 });
    const link = await linkOf(cams, FLOW_ID);
    expect((await fetch(link)).status).toBe(200);
    later = 31_000;
    const expired = await fetch(link);
    expect(expired.status).toBe(403);
    expect(expired.headers.get('content-type')).toBe('application/xml');
    expect(await expired.text()).toMatch(/<Code>AccessDenied<\/Code>\s*<Message>Request has expired\.<\/Message>/);
  });

  it('cannot be changed or made up', async () => {
    const cams = await start();
    const link = await linkOf(cams, FLOW_ID);
    const tampered = await fetch(link.replace('0001.json', '0002.json'));
    expect([tampered.status, await tampered.text()]).toEqual([403, expect.stringContaining('SignatureDoesNotMatch')]);
    const unsigned = await fetch(`${cams.url}/flow-assets/${FLOW_ID}.json`);
    expect([unsigned.status, await unsigned.text()]).toEqual([403, expect.stringContaining('AccessDenied')]);
  });
});

/** What the real client throws for each fault of the API that has a code. */
const ERRORS: Partial<Record<FaultName, [status: number, code: string]>> = {
  'e400-product-unsubscript': [400, 'Product.Unsubscript'],
  'e400-ram-permission-deny': [400, 'Ram.PermissionDeny'],
  'e400-system-limit-control': [400, 'System.LimitControl'],
  'e400-unknown-resource-owner-id': [400, 'Unknown.ResourceOwnerId'],
  'e429-throttling': [429, 'Throttling'],
  'e400-throttling-user': [400, 'Throttling.User'],
  'e429-throttling-api': [429, 'Throttling.Api'],
  'e404-access-key-not-found': [404, 'InvalidAccessKeyId.NotFound'],
  'e403-access-key-inactive': [403, 'InvalidAccessKeyId.Inactive'],
  'e400-signature-does-not-match': [400, 'SignatureDoesNotMatch'],
  'e400-timestamp-expired': [400, 'InvalidTimeStamp.Expired'],
  'e400-security-token-expired': [400, 'InvalidSecurityToken.Expired'],
  'e403-no-permission': [403, 'NoPermission'],
  'e403-forbidden-ram': [403, 'Forbidden.RAM'],
  'e503-service-unavailable': [503, 'ServiceUnavailable'],
  'e500-internal-error': [500, 'InternalError'],
  'l400-limit-once': [400, 'System.LimitControl'],
};

/** What the real client throws for the others. */
const BROKEN: Partial<Record<FaultName, object>> = {
  'e502-html': { name: 'SyntaxError' },
  'e503-html': { name: 'SyntaxError' },
  'e200-not-json': { name: 'SyntaxError' },
  'e200-empty-body': { name: 'SyntaxError' },
  'e000-reset': { code: 'ECONNRESET' },
  'e000-timeout': { name: expect.stringContaining('RequestTimeout') },
};

/** What the real client takes for a success. */
const ODD_REPLIES: Partial<Record<FaultName, object>> = {
  'e200-other-code': { Code: 'isv.SOMETHING_ELSE', Message: expect.any(String) },
  'e200-none-strings': { Code: 'OK', Data: { FlowId: 'e200-none-strings', FilePath: 'None' } },
  'e200-no-data': { Code: 'OK' },
  'e200-no-file-path': { Code: 'OK', Data: { FlowId: 'e200-no-file-path' } },
  'f200-host-elsewhere': { Code: 'OK', Data: { FilePath: 'https://example.com/flow.json' } },
  'f200-host-private': { Code: 'OK', Data: { FilePath: 'http://10.0.0.1/flow.json' } },
};

/** How the file server answers. */
const DOWNLOADS: Partial<Record<FaultName, [status: number, location: string | null, body: string | RegExp]>> = {
  'f403-expired-once': [403, null, /Request has expired\./],
  'f403-expired-always': [403, null, /Request has expired\./],
  'f404-file': [404, null, /<Code>NoSuchKey<\/Code>/],
  'f500-file': [500, null, /<Code>InternalError<\/Code>/],
  'f302-redirect-ok': [302, '/flow-assets/f302-redirect-ok.json', ''],
  'f302-redirect-elsewhere': [302, 'http://example.com/flow.json', ''],
  'f302-redirect-metadata': [302, 'http://100.100.100.200/latest/meta-data', ''],
  'f302-redirect-loop': [302, '/flow-assets/f302-redirect-loop/f302-redirect-loop.json', ''],
  'f200-not-json': [200, null, /^<html>/],
  'f200-not-object': [200, null, /^\[/],
  'f200-empty': [200, null, ''],
  's200-two-megabytes': [200, null, /^\{"version":"7\.1","routing_model"/],
};

const STREAMS: readonly FaultName[] = ['f200-too-large', 'f200-slow', 'f200-cut-short'];

describe('the catalogue of faults', () => {
  it('is all tried here', () => {
    const tried = [ERRORS, BROKEN, ODD_REPLIES, DOWNLOADS].flatMap((table) => Object.keys(table));
    expect([...tried, ...STREAMS].toSorted()).toEqual(FAULTS.map(({ name }) => name).toSorted());
  });

  it.each(Object.entries(ERRORS))('%s', async (flowId, [status, code]) => {
    const cams = await start();
    const error = await failure(cams, flowId);
    expect(error).toMatchObject({ code, data: { statusCode: status, Code: code, RequestId: expect.any(String) } });
  });

  it.each(['e400-ram-permission-deny', 'e403-no-permission'])('%s says who was refused what', async (flowId) => {
    const cams = await start();
    expect(await failure(cams, flowId)).toMatchObject({
      accessDeniedDetail: {
        AuthAction: 'cams:GetFlowJSONAssest',
        AuthPrincipalDisplayName: expect.any(String),
        AuthPrincipalType: 'SubUser',
        PolicyType: 'AccountLevelIdentityBasedPolicy',
        NoPermissionType: 'ImplicitDeny',
      },
    });
  });

  it.each(Object.entries(BROKEN))('%s', async (flowId, expected) => {
    const cams = await start();
    expect(await failure(cams, flowId, { readTimeout: 300 })).toMatchObject(expected);
  });

  it.each(Object.entries(ODD_REPLIES))('%s', async (flowId, expected) => {
    const cams = await start();
    const body = await callRaw(cams, { FlowId: flowId });
    expect(body).toMatchObject(expected);
    const { Data: data } = reply.parse(body);
    if (flowId === 'e200-no-data') expect(body).not.toHaveProperty('Data');
    if (flowId === 'e200-no-file-path') expect(data).not.toHaveProperty('FilePath');
  });

  it.each(Object.entries(DOWNLOADS))('%s', async (flowId, [status, location, body]) => {
    const cams = await start();
    const file = await download(cams, flowId);
    expect(file.status).toBe(status);
    const target = file.headers.get('location');
    const isHere = target?.startsWith(cams.url);
    expect(isHere ? new URL(target ?? '').pathname : target).toBe(location);
    expect(await file.text()).toEqual(typeof body === 'string' ? body : expect.stringMatching(body));
  });

  it('f302-redirect-ok leads to the file, f302-redirect-loop to itself', async () => {
    const cams = await start();
    const followed = await fetch(await linkOf(cams, 'f302-redirect-ok'));
    expect(await followed.text()).toBe(FLOW_JSON);
    const link = await linkOf(cams, 'f302-redirect-loop');
    expect((await fetch(link, { redirect: 'manual' })).headers.get('location')).toBe(link);
  });

  it('f200-too-large sends 11 MB without their length', async () => {
    const cams = await start();
    const file = await download(cams, 'f200-too-large');
    expect(file.headers.get('content-length')).toBeNull();
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(11 * 1024 * 1024);
  });

  it('f200-slow sends a byte at a time', async () => {
    const cams = await start();
    const file = await download(cams, 'f200-slow');
    const reader = file.body?.getReader();
    const sizes = [await reader?.read(), await reader?.read()].map((chunk) => chunk?.value?.length);
    expect(sizes).toEqual([1, 1]);
    await reader?.cancel();
  });

  it('f200-cut-short breaks off before the length it promised', async () => {
    const cams = await start();
    const file = await download(cams, 'f200-cut-short');
    expect(file.status).toBe(200);
    expect(file.headers.get('content-length')).toBe(String(Buffer.byteLength(FLOW_JSON)));
    await expect(file.text()).rejects.toThrow(/terminated/);
  });

  it.each(['f403-expired-once', 'l400-limit-once'])('%s is met by every other call', async (flowId) => {
    const cams = await start();
    const isGood = () =>
      download(cams, flowId).then(
        ({ status }) => status === 200,
        () => false,
      );
    expect([await isGood(), await isGood(), await isGood(), await isGood()]).toEqual([false, true, false, true]);
  });

  it('leaves none of its replies to a call for another flow', async () => {
    const cams = await start();
    await failure(cams, 'e500-internal-error');
    expect(await (await download(cams, FLOW_ID)).text()).toBe(FLOW_JSON);
  });
});

describe('failNext', () => {
  const codeOf = (cams: CamsStandIn, flowId: string) =>
    callRaw(cams, { FlowId: flowId }).then(
      () => 'OK',
      (error) => error.code,
    );

  it('makes the next calls for a flow fail, and no others', async () => {
    const cams = await start({ limit: 'none' });
    cams.failNext(FLOW_ID, 'e503-service-unavailable', 2);
    cams.failNext(FLOW_ID, 'e429-throttling');
    const other = '1706000000000406';
    expect(await codeOf(cams, other)).toBe('OK');
    const codes = [await codeOf(cams, FLOW_ID), await codeOf(cams, FLOW_ID), await codeOf(cams, FLOW_ID)];
    expect(codes).toEqual(['ServiceUnavailable', 'ServiceUnavailable', 'Throttling']);
    expect(await codeOf(cams, FLOW_ID)).toBe('OK');
  });

  it('makes any next call fail with a *, until a reset', async () => {
    const cams = await start({ limit: 'none' });
    cams.failNext('*', 'e500-internal-error', 5);
    expect(await codeOf(cams, FLOW_ID)).toBe('InternalError');
    expect(await codeOf(cams, 'e403-no-permission')).toBe('InternalError');
    cams.reset();
    expect(await codeOf(cams, FLOW_ID)).toBe('OK');
  });

  it('puts faults of the download into the next link', async () => {
    const cams = await start({ limit: 'none' });
    cams.failNext(FLOW_ID, 'f403-expired-once');
    cams.failNext(FLOW_ID, 'f404-file');
    const statuses = [];
    for (let index = 0; index < 3; index += 1) statuses.push((await download(cams, FLOW_ID)).status);
    expect(statuses).toEqual([403, 404, 200]);
  });

  it('is not used up by a call that is dropped or refused', async () => {
    const cams = await start({ limit: { calls: 1, windowMs: 60_000 } });
    expect(await codeOf(cams, FLOW_ID)).toBe('OK');
    cams.failNext(FLOW_ID, 'e500-internal-error');
    expect(await codeOf(cams, FLOW_ID)).toBe('System.LimitControl');
    expect(await failure({ ...cams, accessKeySecret: 'another' }, FLOW_ID)).toMatchObject({
      code: 'SignatureDoesNotMatch',
    });
    // Another operation has a limit of its own, and no part in the fault.
    expect(await callRaw(cams, { FlowId: FLOW_ID }, { operation: 'GetFlow' })).toMatchObject({ Code: 'OK' });
    cams.reset();
    cams.failNext(FLOW_ID, 'e500-internal-error');
    expect(await codeOf(cams, FLOW_ID)).toBe('InternalError');
  });
});

describe('failOperation', () => {
  const codeOf = (cams: CamsStandIn, operation: string, flowId = FLOW_ID) =>
    callRaw(cams, { FlowId: flowId }, { operation }).then(
      () => 'OK',
      (error) => error.code,
    );

  it('makes the next calls of that operation fail, and of no other', async () => {
    const cams = await start({ limit: 'none' });
    cams.failOperation('GetFlow', 'e503-service-unavailable', 2);
    cams.failOperation('ListFlow', 'e400-ram-permission-deny');
    expect(await codeOf(cams, 'GetFlowJSONAssest')).toBe('OK');
    const codes = [await codeOf(cams, 'GetFlow'), await codeOf(cams, 'GetFlow'), await codeOf(cams, 'GetFlow')];
    expect(codes).toEqual(['ServiceUnavailable', 'ServiceUnavailable', 'OK']);
    expect([await codeOf(cams, 'ListFlow'), await codeOf(cams, 'ListFlow')]).toEqual(['Ram.PermissionDeny', 'OK']);
    cams.failOperation('GetFlow', 'e500-internal-error');
    cams.reset();
    expect(await codeOf(cams, 'GetFlow')).toBe('OK');
  });
});

describe("GetFlow of a fault's flow ID", () => {
  const details = (cams: CamsStandIn, flowId: string) => callRaw(cams, { FlowId: flowId }, { operation: 'GetFlow' });

  it.each(['f404-file', 'f403-expired-always', 'e200-no-data', 's200-two-megabytes'])(
    'is OK for %s',
    async (flowId) => {
      expect(await details(await start(), flowId)).toMatchObject({ Code: 'OK', Data: { FlowId: flowId } });
    },
  );

  it('fails where the API itself does', async () => {
    const failed = await details(await start(), 'e500-internal-error').catch(({ code }) => code);
    expect(failed).toBe('Unknown.ResourceOwnerId');
  });

  it('does not count for what every other call meets', async () => {
    const cams = await start();
    await details(cams, 'f403-expired-once');
    expect((await download(cams, 'f403-expired-once')).status).toBe(403);
    await details(cams, 'f403-expired-once');
    expect((await download(cams, 'f403-expired-once')).status).toBe(200);
  });
});

describe("the bot's reading of the replies", () => {
  it('takes details and pages', async () => {
    const cams = await start({ flows: {}, limit: 'none' });
    for (let i = 0; i < 103; i += 1) cams.setFlow(`1706${i}`, '{"version":"7.1"}', `Flow ${i}`);
    const details = await callRaw(cams, { FlowId: '17067' }, { operation: 'GetFlow' });
    expect(dataOf(details, flowDetailsData, 'unreadable-reply').data).toEqual({
      name: 'Flow 7',
      status: 'DRAFT',
      categories: ['OTHER'],
      jsonVersion: '7.1',
      dataApiVersion: undefined,
      preview: { url: 'https://example.com/flows/17067/preview', expiresAt: expect.any(Number) },
    });
    const page = async (index: number) => {
      const form = { Page: JSON.stringify({ Index: index, Size: 100 }), CustSpaceId: 'cams-7' };
      const list = await callRaw(cams, form, { operation: 'ListFlow' });
      return dataOf(list, listedFlowsData, 'unreadable-reply').data;
    };
    expect(await page(1)).toHaveLength(100);
    expect((await page(2)).map(({ name }) => name)).toEqual(['Flow 100', 'Flow 101', 'Flow 102']);
    expect(cams.arrivals.at(-1)).toMatchObject({ operation: 'ListFlow', custSpaceId: 'cams-7' });
  });
});

describe('close', () => {
  it('ends what is still under way', async () => {
    const cams = await startCams();
    const hanging = failure(cams, 'e000-timeout');
    await expect.poll(() => cams.arrivals.length).toBe(1);
    await cams.close();
    expect(await hanging).toMatchObject({ code: 'ECONNRESET' });
  });
});
