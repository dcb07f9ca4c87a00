import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BotProcess } from '../../sandbox/bot-process.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { signatureHeaders } from '../../sandbox/slack/signing.ts';
import { SANDBOX_SIGNING_SECRET as signingSecret } from '../../sandbox/slack/workspace.ts';
import { ODD_FRAMES } from '../support/odd-frames.ts';
import { ODD_BODIES, ODD_FORMS, ODD_REQUESTS, postSigned, sendRaw } from '../support/odd-requests.ts';
import { deskOf, sandboxes } from './support/desk.ts';

const CLINIC = '1706000000000001';
const MB = 1024 * 1024;
/** What the bot says of an error that only the last resort caught. */
const UNCAUGHT = /by nobody/;
const WITHIN = { timeout: 30_000, interval: 200 };
const FORM = 'application/x-www-form-urlencoded';

const { start, close } = sandboxes();
let http: Sandbox;
let socket: Sandbox;
beforeAll(async () => {
  [http, socket] = await Promise.all([start(), start({ socketMode: true })]);
});
afterAll(close);

/** The same process as before, and nothing in it that nobody caught. */
async function goesOn({ bot }: { bot: BotProcess }): Promise<void> {
  expect((await fetch(`${bot.url}/health`)).status).toBe(200);
  expect(bot.output()).not.toMatch(UNCAUGHT);
}

describe.each([
  ['HTTP', () => http],
  ['Socket Mode', () => socket],
])('whoever reaches the port of a bot by %s', (_mode, of) => {
  it.each(Object.entries(ODD_REQUESTS))('does no harm with %s', async (_name, bytes) => {
    const { status } = await sendRaw(of().bot.url, bytes, 1_000);
    if (status !== undefined) expect(status).not.toBe(500);
    await goesOn(of());
  });

  it('is answered where there is nothing, and sees nothing of the bot', async () => {
    const { status, text } = await sendRaw(of().bot.url, ODD_REQUESTS['two slashes'] ?? '');
    expect(status).toBe(400);
    expect(text.split('\r\n\r\n')[1]).toBe('');
    expect((await sendRaw(of().bot.url, 'GET /nothing HTTP/1.1\r\nhost: x\r\n\r\n')).status).toBe(404);
  });
});

describe('a request that is signed', () => {
  it('does no harm with any body', async () => {
    for (const body of ODD_BODIES)
      expect(await postSigned(http.bot.requestUrl, body, { signingSecret })).toBeLessThan(501);
    for (const body of ODD_FORMS) {
      expect(await postSigned(http.bot.requestUrl, body, { signingSecret, contentType: FORM })).toBeLessThan(501);
    }
    await goesOn(http);
  });

  it.each(['null', '[]', '"x"', '5'])('is refused where its body is %s', async (body) => {
    expect(await postSigned(http.bot.requestUrl, body, { signingSecret })).toBe(400);
    expect(
      await postSigned(http.bot.requestUrl, `payload=${encodeURIComponent(body)}`, {
        signingSecret,
        contentType: FORM,
      }),
    ).toBe(400);
  });

  it.each([
    ['a minute ago', -60, 200],
    ['a minute ahead, by a clock that is not quite right', 60, 200],
    ['six minutes ago', -360, 401],
    ['six minutes ahead', 360, 401],
    ['years ahead', 3 * 365 * 24 * 3600, 401],
  ])('is taken or refused by its time: %s', async (_when, aheadS, status) => {
    const body = '{"type":"url_verification","challenge":"c"}';
    expect(await postSigned(http.bot.requestUrl, body, { signingSecret, aheadS })).toBe(status);
  });

  it("answers Slack's question for its address", async () => {
    const body = '{"type":"url_verification","challenge":"prove it"}';
    const headers = signatureHeaders({ signingSecret, timestamp: Math.floor(Date.now() / 1000), body });
    const answer = await fetch(http.bot.requestUrl, { method: 'POST', headers, body });
    expect(await answer.json()).toEqual({ challenge: 'prove it' });
  });
});

describe('a request that is not', () => {
  const post = (headers: string, body = '') =>
    sendRaw(http.bot.url, `POST /slack/events HTTP/1.1\r\nhost: x\r\n${headers}\r\n\r\n${body}`);
  const signature = `x-slack-signature: v0=${'0'.repeat(64)}`;
  const now = () => `x-slack-request-timestamp: ${Math.floor(Date.now() / 1000)}`;

  it('is refused before its body comes', async () => {
    expect((await post('content-length: 900000')).status).toBe(401);
    expect((await post(`content-length: 900000\r\n${signature}`)).status).toBe(401);
    expect((await post(`content-length: 900000\r\n${signature}\r\nx-slack-request-timestamp: soon`)).status).toBe(401);
    expect((await post('transfer-encoding: chunked')).status).toBe(401);
    expect((await post('content-length: 900000\r\nexpect: 100-continue')).text).not.toContain('100 Continue');
  });

  it('is refused with its body, however good its headers look', async () => {
    expect((await post(`content-length: 2\r\n${signature}\r\n${now()}`, '{}')).status).toBe(401);
  });

  it('is too large above 1 MB, also where it says nothing of its length', async () => {
    expect((await post(`content-length: ${MB + 1}\r\n${signature}\r\n${now()}`)).status).toBe(413);
    const chunk = `${(MB + 1).toString(16)}\r\n${'x'.repeat(MB + 1)}\r\n`;
    expect((await post(`transfer-encoding: chunked\r\n${signature}\r\n${now()}`, chunk)).status).toBe(413);
  });

  it("is answered where it is Slack's look at the certificate, and only that", async () => {
    const form = (body: string) => post(`content-type: ${FORM}\r\ncontent-length: ${body.length}`, body);
    expect((await form('ssl_check=1&token=x')).status).toBe(200);
    expect((await form('command=%2Fflow-json')).status).toBe(401);
    expect((await form('ssl_check=1&payload=%7B%22type%22%3A%22block_actions%22%7D')).status).toBe(401);
    expect((await form(`ssl_check=1&token=${'x'.repeat(1000)}`)).status).toBe(401);
  });

  it('has ten seconds to be sent, and is told so', async () => {
    const startedAt = performance.now();
    const headers = `content-length: 1000\r\n${signature}\r\n${now()}`;
    const started = `POST /slack/events HTTP/1.1\r\nhost: x\r\n${headers}\r\n\r\nx`;
    const slow = ['GET /hea', started].map((bytes) => sendRaw(http.bot.url, bytes, 25_000));
    expect((await Promise.all(slow)).map(({ status }) => status)).toEqual([408, 408]);
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  }, 30_000);

  it('does not keep others out with the connections that it holds', async () => {
    const { hostname, port } = new URL(http.bot.url);
    const held = Array.from({ length: 700 }, () => connect(Number(port), hostname).on('error', () => {}));
    await pause(300);
    const maya = deskOf(http, 'campaignManager', 'campaigns');
    await maya.command('/flow-json help');
    await goesOn(http);
    await expect.poll(() => held.filter(({ destroyed, readable }) => !destroyed && readable).length).toBeLessThan(520);
    for (const each of held) each.destroy();
  });
});

describe('a link of Socket Mode', () => {
  it('does no harm with any frame, and goes on', async () => {
    for (const frame of ODD_FRAMES) socket.workspace.socketMode.sendRaw(frame);
    await pause(500);
    await goesOn(socket);
    const maya = deskOf(socket, 'campaignManager', 'campaigns');
    await maya.command(`/flow-json ${CLINIC}`);
    await maya.file(`${CLINIC}.json`);
    expect(socket.workspace.socketMode.connections).toBe(1);
  });

  it('holds no frame of any size: the link ends, and the next one brings what people ask for', async () => {
    const opened = () => socket.workspace.calls.filter(({ method }) => method === 'apps.connections.open').length;
    const before = opened();
    socket.workspace.socketMode.sendRaw(new Uint8Array(9 * MB));
    await expect.poll(opened, WITHIN).toBe(before + 1);
    await socket.workspace.socketMode.connected();
    await goesOn(socket);
    const maya = deskOf(socket, 'campaignManager', 'campaigns');
    await expect
      .poll(
        () =>
          maya.command('/flow-json help').then(
            () => true,
            () => false,
          ),
        WITHIN,
      )
      .toBe(true);
  });
});

describe('the log', () => {
  it('shows at most 200 characters of a path, at any level', async () => {
    const debugging = await start({ settings: { LOG_LEVEL: 'debug' } });
    await sendRaw(debugging.bot.url, `GET /${'long'.repeat(1000)} HTTP/1.1\r\nhost: x\r\n\r\n`);
    await expect.poll(() => debugging.bot.output()).toContain('Nothing is at GET /long');
    expect(debugging.bot.output()).not.toContain('long'.repeat(51));
  });

  it("holds no ticket of Socket Mode's", async () => {
    const debugging = await start({ socketMode: true, settings: { LOG_LEVEL: 'debug' } });
    expect(debugging.bot.output()).toContain('apps.connections.open');
    expect(debugging.bot.output()).not.toMatch(/ticket=(?!\[redacted\])/);
  });
});
