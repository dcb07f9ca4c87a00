import { describe, expect, it } from 'vitest';
import { type FlowRequest, parseRequestBody, requestBodyOf } from '../../../../src/slack/requests/request-body.ts';
import { chinese, english } from '../support/texts.ts';

const who = { teamId: 'T1', userId: 'U1' };
const flow = { flowId: '17b6aa11', custSpaceId: 'cams-eu', account: 'default' };
const request: FlowRequest = {
  ...who,
  flows: [flow, { ...flow, flowId: '17b6aa12', custSpaceId: undefined }],
  conversation: { channelId: 'C1', threadTs: '1.2' },
  botUserId: 'U9',
  about: 'https://team.slack.com/archives/C1/p1',
  isFresh: true,
  line: { responseUrl: 'https://hooks.slack.com/actions/1', channelId: 'C1', replaces: true },
  t: english,
};

describe('the body of a request', () => {
  it.each([english, chinese])('comes back as it was', (t) => {
    expect(parseRequestBody(requestBodyOf({ ...request, t }), who)).toEqual({ ...request, t });
  });

  it('does without all that may be absent', () => {
    const least = { ...request, conversation: undefined, botUserId: undefined, line: { replaces: false } };
    const { about: _about, isFresh: _isFresh, ...given } = least;
    expect(parseRequestBody(requestBodyOf(given), who)).toEqual(given);
  });

  it('holds nobody: who asked stands beside it', () => {
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
    ['another language', JSON.stringify({ ...kept, language: 'tlh' })],
  ])('is none of ours with %s', (_name, body) => {
    expect(parseRequestBody(body, who)).toBeUndefined();
  });
});
