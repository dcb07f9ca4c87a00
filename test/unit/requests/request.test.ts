import { describe, expect, it } from 'vitest';
import { type FlowRequest, parseRequestBody, requestBodyOf } from '../../../src/requests/request.ts';

const who = { teamId: 'T1', userId: 'U1' };
const flow = { flowId: '17b6aa11', custSpaceId: 'cams-eu', account: 'default' };
const request: FlowRequest = {
  ...who,
  flows: [flow, { ...flow, flowId: '17b6aa12', custSpaceId: undefined }],
  conversation: { channelId: 'C1', threadTs: '1.2' },
  botUserId: 'U9',
  about: 'https://team.slack.com/archives/C1/p1',
  isFresh: true,
  replyTo: { url: 'https://hooks.slack.com/actions/1', channelId: 'C1', replaces: true },
  language: 'en',
};

describe('the body of a request', () => {
  it.each(['en', 'zh-CN', 'tlh'])('comes back as it was, in whatever language: %s', (language) => {
    expect(parseRequestBody(requestBodyOf({ ...request, language }), who)).toEqual({ ...request, language });
  });

  /** Written by version 0.1.0: it may be in the database at an update, and a process of that version may read ours. */
  const ofVersion010 =
    '{"flows":[{"flowId":"17b6aa11","custSpaceId":"cams-eu","account":"default"},{"flowId":"17b6aa12","account":"default"}],' +
    '"conversation":{"channelId":"C1","threadTs":"1.2"},"botUserId":"U9","about":"https://team.slack.com/archives/C1/p1",' +
    '"isFresh":true,"line":{"responseUrl":"https://hooks.slack.com/actions/1","channelId":"C1","replaces":true},"language":"en"}';

  it('is that of the versions before: theirs are taken up, and they take up ours', () => {
    expect(parseRequestBody(ofVersion010, who)).toEqual(request);
    expect(JSON.parse(requestBodyOf(request))).toEqual(JSON.parse(ofVersion010));
  });

  it.each([
    ['no language', undefined],
    ['a language that is no text', 7],
  ])('is not lost for %s', (_name, language) => {
    const body = JSON.stringify({ ...JSON.parse(ofVersion010), language });
    expect(parseRequestBody(body, who)).toEqual({ ...request, language: '' });
  });

  it('keeps the thread that replies go to', () => {
    const replyTo = { channelId: 'C1', threadTs: '1.2', replaces: false };
    expect(parseRequestBody(requestBodyOf({ ...request, replyTo }), who)).toEqual({ ...request, replyTo });
  });

  it.each(['picture', 'json', 'both'] as const)('keeps what is to be shared: %s', (display) => {
    expect(parseRequestBody(requestBodyOf({ ...request, display }), who)).toEqual({ ...request, display });
  });

  it('goes by the settings where it says something that this version does not know', () => {
    const body = JSON.stringify({ ...JSON.parse(ofVersion010), display: 'film' });
    expect(parseRequestBody(body, who)).toEqual(request);
  });

  it('does without all that may be absent', () => {
    const least = { ...request, conversation: undefined, botUserId: undefined, replyTo: { replaces: false } };
    const { about: _about, isFresh: _isFresh, ...given } = least;
    expect(parseRequestBody(requestBodyOf(given), who)).toEqual(given);
  });

  it('holds nobody: the requester stands beside it', () => {
    const body = requestBodyOf(request);
    expect(body).not.toContain('"T1"');
    expect(body).not.toContain('"U1"');
    expect(parseRequestBody(body, { teamId: 'T2', userId: 'U2' })).toMatchObject({ teamId: 'T2', userId: 'U2' });
  });

  const kept = JSON.parse(requestBodyOf(request));
  it.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['no flows', JSON.stringify({ ...kept, flows: [] })],
    ['too many flows', JSON.stringify({ ...kept, flows: Array(21).fill(flow) })],
    ['a flow without an account', JSON.stringify({ ...kept, flows: [{ flowId: '17b6aa11' }] })],
    ['no line', JSON.stringify({ ...kept, line: undefined })],
  ])('is none of ours with %s', (_name, body) => {
    expect(parseRequestBody(body, who)).toBeUndefined();
  });
});
