import { getGlobalDispatcher, MockAgent, setGlobalDispatcher } from 'undici';
import { expect, it, onTestFinished } from 'vitest';
import { wasNotSent } from '../../../../src/slack/delivery/lost-answer.ts';
import { slackFetch } from '../../../../src/slack/delivery/slack-fetch.ts';
import { answerAll } from '../support/slack-dispatcher.ts';

const URL = 'https://slack.test/api/files.info';

it('sends what it is given, and gives the whole answer', async () => {
  const sent: string[] = [];
  answerAll(({ url, body }) => {
    sent.push(`${url} ${body}`);
    return { status: 200, body: '{"ok":true,"name":"流程"}', headers: { 'Content-Type': 'application/json' } };
  });
  const answer = await slackFetch(URL, { method: 'POST', headers: { accept: '*/*' }, body: 'file=F1' });
  expect(sent).toEqual([`${URL} file=F1`]);
  expect([answer.ok, answer.status, answer.url]).toEqual([true, 200, URL]);
  expect(await answer.json()).toEqual({ ok: true, name: '流程' });
  expect(new TextDecoder().decode(await answer.arrayBuffer())).toBe(await answer.text());
  expect([answer.headers.get('Content-Type'), answer.headers.get('retry-after')]).toEqual(['application/json', null]);
  expect([...answer.headers.entries()]).toEqual([['content-type', 'application/json']]);
});

it.each([404, 429, 500])('gives an answer of HTTP %i as it is', async (status) => {
  answerAll(() => ({ status, headers: { 'retry-after': '3' } }));
  const answer = await slackFetch(URL, { method: 'POST' });
  expect([answer.ok, answer.status, answer.headers.get('retry-after')]).toEqual([false, status, '3']);
});

it('follows no redirect: what is sent is for Slack alone', async () => {
  answerAll(() => ({ status: 307, headers: { location: 'https://elsewhere.test/' } }));
  await expect(slackFetch(URL, { method: 'POST', body: 'secret' })).rejects.toThrow('HTTP 307');
});

it('says by its error that nothing was sent', async () => {
  const [before, agent] = [getGlobalDispatcher(), new MockAgent()];
  agent
    .get('https://slack.test')
    .intercept({ path: () => true, method: 'POST' })
    .replyWithError(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }));
  setGlobalDispatcher(agent);
  onTestFinished(() => setGlobalDispatcher(before));
  const error = await slackFetch(URL, { method: 'POST' }).catch((cause: unknown) => cause);
  expect(wasNotSent(error)).toBe(true);
});

it('ends with its signal', async () => {
  answerAll(() => ({ status: 200 }));
  const signal = AbortSignal.abort(new DOMException('too slow', 'TimeoutError'));
  await expect(slackFetch(URL, { method: 'POST', signal })).rejects.toMatchObject({ name: 'TimeoutError' });
});
