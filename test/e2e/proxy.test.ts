import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startBotProcess } from '../../sandbox/bot-process.ts';
import { botSettings, type Sandbox } from '../../sandbox/sandbox.ts';
import { type CompanyProxy, PROXY_PASSWORD, startCompanyProxy } from '../support/company-proxy.ts';
import { portsConnectedTo } from '../support/straight-connections.ts';
import { COMPANY_CA, startTlsFront, type TlsFront } from '../support/tls-front.ts';
import { deskOf, sandboxes } from './support/desk.ts';

const CLINIC = '1706000000000001';
const { start, close } = sandboxes();
const proxies: CompanyProxy[] = [];
const fronts: TlsFront[] = [];

async function newProxy(): Promise<CompanyProxy> {
  const proxy = await startCompanyProxy();
  proxies.push(proxy);
  return proxy;
}

afterAll(async () => {
  await close();
  await Promise.all([...proxies, ...fronts].map((one) => one.close()));
});

const slackHost = ({ workspace }: Sandbox) => new URL(workspace.apiUrl).host;
const hostsOf = ({ proxied }: CompanyProxy) => [...new Set(proxied.map(({ host }) => host))].sort();
const portOf = (host: string) => Number(host.split(':').at(-1));

async function fetchClinic(sandbox: Sandbox): Promise<void> {
  const maya = deskOf(sandbox, 'campaignManager', 'campaigns');
  await maya.command(`/flow-json ${CLINIC}`);
  const { file } = await maya.file(`${CLINIC}.json`);
  expect(JSON.parse(await maya.textOf(file))).toHaveProperty('version');
  await maya.told(new RegExp(`^Shared ${CLINIC}`));
}

/** What the bot keeps open, or opens just then, to Slack and to Alibaba Cloud itself. */
function straightTo(sandbox: Sandbox): number[] {
  const ports = portsConnectedTo(sandbox.bot.pid) ?? new Set();
  return [portOf(slackHost(sandbox)), portOf(sandbox.cams.host)].filter((port) => ports.has(port));
}

describe.each([
  ['with HTTP', false],
  ['in Socket Mode', true],
])('%s', (_mode, socketMode) => {
  let proxy: CompanyProxy;
  let sandbox: Sandbox;
  beforeAll(async () => {
    proxy = await newProxy();
    const settings = { HTTP_PROXY: proxy.url, SHARED_FETCH_SECONDS: '0', WARM_UP: 'on', LOG_LEVEL: 'debug' };
    sandbox = await start({ socketMode, settings });
  });
  afterEach(() => proxy.refuse(() => false));

  it('Slack, the API of Alibaba Cloud and the download go through the proxy, and nothing else does', async () => {
    await fetchClinic(sandbox);
    // Nor what the bot shares with itself, to be warm.
    await expect.poll(sandbox.bot.output, { timeout: 50_000 }).toContain('"msg":"Warmed up"');
    expect(hostsOf(proxy)).toEqual([slackHost(sandbox), sandbox.cams.host].sort());
    const requests = proxy.proxied.filter(({ host }) => host === sandbox.cams.host).map(({ request }) => request);
    expect(requests).toContain('POST /');
    expect(requests.filter((request) => request?.startsWith('GET '))).not.toEqual([]);
    // A call that went around the proxy would arrive, and not be among its own.
    expect(sandbox.cams.arrivals.length).toBeGreaterThan(0);
    const ofApi = () => proxy.proxied.filter(({ request }) => request === 'POST /').length;
    await expect.poll(() => ofApi() - sandbox.cams.arrivals.length, { timeout: 10_000 }).toBe(0);
    expect(straightTo(sandbox)).toEqual([]);
  });

  it('a download that the proxy refuses is explained, with what to do', async () => {
    proxy.refuse(({ request }) => request?.startsWith('GET ') === true);
    const lena = deskOf(sandbox, 'flowDeveloper', 'campaigns');
    await lena.command(`/flow-json ${CLINIC}`);
    const { text } = await lena.told(/could not share/);
    expect(text).toContain('refused the download');
    expect(text).toContain('HTTP 407');
    expect(text).toContain('HTTPS_PROXY');
    expect(text).not.toContain(PROXY_PASSWORD);
  });

  it('logs the password of the proxy nowhere', () => {
    const written = sandbox.bot.output();
    expect(written).not.toContain(PROXY_PASSWORD);
    expect(written).not.toContain(encodeURIComponent(PROXY_PASSWORD));
    expect(written).not.toContain(Buffer.from(`bot:${PROXY_PASSWORD}`).toString('base64'));
  });
});

describe('NO_PROXY', () => {
  it('names what is reached without the proxy', async () => {
    const proxy = await newProxy();
    const sandbox = await start({
      socketMode: true,
      settings: { HTTP_PROXY: proxy.url, NO_PROXY: 'example.com,127.0.0.1' },
    });
    await fetchClinic(sandbox);
    expect(proxy.proxied).toEqual([]);
    // The link of Socket Mode stays open: so the other tests would see a connection that goes around.
    if (process.platform === 'linux') expect(straightTo(sandbox)).not.toEqual([]);
  });
});

describe('over HTTPS', () => {
  let proxy: CompanyProxy;
  let sandbox: Sandbox;
  let front: TlsFront;
  beforeAll(async () => {
    proxy = await newProxy();
    sandbox = await start();
    front = await startTlsFront(sandbox.cams.url);
    fronts.push(front);
  });

  const botWith = async (settings: Record<string, string>) => {
    const bot = await startBotProcess({
      ...botSettings(sandbox.workspace, sandbox.cams),
      CAMS_ENDPOINT: front.url,
      HTTPS_PROXY: proxy.url,
      SHARED_FETCH_SECONDS: '0',
      ...settings,
    });
    sandbox.workspace.connectBot(bot.requestUrl);
    return bot;
  };

  it("the company's CA is trusted where NODE_EXTRA_CA_CERTS names it, and calls are tunnelled", async () => {
    const bot = await botWith({ NODE_EXTRA_CA_CERTS: COMPANY_CA });
    await fetchClinic(sandbox);
    expect(hostsOf(proxy)).toEqual([front.host]);
    proxy.refuse(() => true);
    const lena = deskOf(sandbox, 'flowDeveloper', 'campaigns');
    // Calls in a tunnel that is open need no other one.
    proxy.closeTunnels();
    await lena.command(`/flow-json ${CLINIC}`);
    const { text } = await lena.told(/could not share/);
    expect(text).toContain('refused the connection to Alibaba Cloud (HTTP 407)');
    expect(text).not.toContain(PROXY_PASSWORD);
    proxy.refuse(() => false);
    await bot.stop();
  });

  it('without it the connection fails', async () => {
    const bot = await botWith({});
    const omar = deskOf(sandbox, 'onCallEngineer', 'campaigns');
    await omar.command(`/flow-json ${CLINIC}`);
    expect((await omar.told(/could not share/)).text).toContain('the connection to Alibaba Cloud failed');
    await bot.stop();
  });
});

describe('at the start', () => {
  it.each([
    ['', false],
    [' in Socket Mode', true],
  ])('a wrong password is named, and not shown%s', async (_mode, socketMode) => {
    const proxy = await newProxy();
    const password = 'wrong%2Fpassword';
    const sandbox = await start({ socketMode });
    const settings = {
      ...botSettings(sandbox.workspace, sandbox.cams),
      HTTP_PROXY: `http://bot:${password}@127.0.0.1:${proxy.port}`,
    };
    const said = await startBotProcess(settings).then(
      () => 'It started',
      (error: unknown) => String(error),
    );
    expect(said).toContain('refuses the user name and password in HTTPS_PROXY (407)');
    expect(said).toContain('exit code 78');
    expect(said).not.toContain(password);
    expect(said).not.toContain('wrong/password');
  });

  it('a proxy that is not there is named', async () => {
    const sandbox = await start();
    const settings = { ...botSettings(sandbox.workspace, sandbox.cams), HTTP_PROXY: 'http://bot:secret-1@127.0.0.1:9' };
    const said = await startBotProcess(settings).then(
      () => 'It started',
      (error: unknown) => String(error),
    );
    expect(said).toContain('the proxy is 127.0.0.1:9');
    expect(said).not.toContain('secret-1');
  });
});
