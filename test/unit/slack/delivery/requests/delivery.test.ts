import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import type { FlowRequest } from '../../../../../src/requests/request.ts';
import type { CheckResults } from '../../../../../src/slack/delivery/check-results.ts';
import { DeliveryError } from '../../../../../src/slack/delivery/delivery-error.ts';
import { FILE_MAKERS } from '../../../../../src/slack/delivery/file-makers.ts';
import { createDelivery } from '../../../../../src/slack/delivery/requests/delivery.ts';
import type { ShareFiles } from '../../../../../src/slack/delivery/share-files.ts';
import { parseRequestValue } from '../../../../../src/slack/payloads/request-value.ts';
import { createRecordingLog } from '../../support/bolt.ts';
import { details, knownOf } from '../../support/flows.ts';
import { fetchedOf, flow, otherFlow, request } from '../../support/requests.ts';
import { buttonsIn, shown } from '../../support/texts.ts';

const shared = { fileIds: ['F1'], permalink: 'https://files/F1' };

function setUp(checkResults: CheckResults = async () => []) {
  const client = new webApi.WebClient('xoxb-1');
  vi.spyOn(client.conversations, 'open').mockResolvedValue({ ok: true, channel: { id: 'D1' } });
  const clientFor = vi.fn(async (_teamId: string) => client);
  const share = vi.fn<ShareFiles['share']>(async (_target, _files, _message, begin) => {
    await begin(shared.fileIds);
    return shared;
  });
  const find = vi.fn<ShareFiles['find']>(async () => undefined);
  const shareFilesBy = vi.fn((_client: webApi.WebClient) => ({ share, find }));
  const { log } = createRecordingLog();
  const spaceOf = ({ custSpaceId }: typeof flow) => custSpaceId;
  const delivery = createDelivery({ clientFor, shareFilesBy, makers: FILE_MAKERS, checkResults, spaceOf, log });
  const beginShare = vi.fn(async () => {});
  const deliver = (given: Partial<FlowRequest> = {}, flows = [fetchedOf(flow)]) =>
    delivery.deliver({ ...request, ...given }, flows, beginShare);
  /** The one share. */
  const made = () => {
    const [[target, files, message] = []] = share.mock.calls;
    if (message === undefined) throw new Error('nothing was shared');
    return { target, files, message };
  };
  return { ...delivery, deliver, made, share, find, clientFor, shareFilesBy, client, beginShare };
}

describe('deliver', () => {
  it('shares the files of the makers with a message that names the requester', async () => {
    const { deliver, made, beginShare } = setUp();
    const to = { kind: 'conversation' };
    expect(await deliver()).toEqual({ to, ...shared });
    expect(beginShare).toHaveBeenCalledExactlyOnceWith({ to, channelId: 'C1', fileIds: ['F1'] });
    const { target, files, message } = made();
    expect(target).toEqual({ channelId: 'C1', threadTs: undefined });
    expect(files).toEqual([
      {
        filename: '17b6aa11.json',
        title: 'Flow 17b6aa11 · Flow JSON 6.2 · 2 screens',
        content: '{}\n',
        snippetType: 'json',
      },
    ]);
    expect(message.text).toBe('The JSON of flow 17b6aa11, requested by <@U1>');
  });

  it('says what the checks found, or that they go on', async () => {
    const value = '{}';
    const done = {
      is: 'checked' as const,
      value,
      summary: 'Checks: 1 that hurts',
      worst: ['Line 2: it hurts'],
      rest: 0,
    };
    const one = setUp(async () => [done]);
    await one.deliver();
    expect(shown(one.made().message)).toContain('*Checks: 1 that hurts*\n• Line 2: it hurts');
    const several = setUp(async () => [done, { is: 'late', value }]);
    await several.deliver({ flows: [flow, otherFlow] }, [fetchedOf(flow), fetchedOf(otherFlow)]);
    expect(shown(several.made().message)).toMatch(
      /17b6aa11`.* · Checks: 1 that hurts\n.*17b6aa12`.* · not checked yet/,
    );
  });

  it('shares several flows as one message', async () => {
    const { deliver, made, share } = setUp();
    await deliver({ flows: [flow, otherFlow] }, [fetchedOf(flow, knownOf(details)), fetchedOf(otherFlow)]);
    expect(share).toHaveBeenCalledTimes(1);
    const { files, message } = made();
    expect(files?.map(({ filename }) => filename)).toEqual(['17b6aa11.json', '17b6aa12.json']);
    expect(shown(message)).toContain('*Sign-up* `17b6aa11` · Published');
    expect(shown(message)).not.toContain('*Sign-up* `17b6aa12`');
    const [button] = buttonsIn(message.blocks);
    expect(parseRequestValue(button?.value)).toMatchObject({ flowIds: ['17b6aa11', '17b6aa12'] });
  });

  it('explains in a direct message what it is about', async () => {
    const { deliver, made } = setUp();
    const about = 'https://team.slack.com/archives/C1/p1';
    expect(await deliver({ conversation: undefined, about })).toMatchObject({ to: { kind: 'direct-message' } });
    expect(made().target).toEqual({ channelId: 'D1' });
    expect(shown(made().message)).toContain(`<${about}|this message>`);
  });

  it('gives the buttons the same request, with the name of the flow', async () => {
    const { deliver, made } = setUp();
    await deliver({ conversation: { channelId: 'C1', threadTs: '1.2' } }, [fetchedOf(flow, knownOf(details))]);
    const values = buttonsIn(made().message.blocks).flatMap(({ value }) => value ?? []);
    expect(values).toHaveLength(3);
    for (const value of values) {
      expect(parseRequestValue(value)).toEqual({
        flowIds: ['17b6aa11'],
        account: 'default',
        custSpaceId: undefined,
        threadTs: '1.2',
        onlyMe: undefined,
        name: 'Sign-up',
      });
    }
  });

  it('writes in the language of the requester', async () => {
    const { deliver, made } = setUp();
    await deliver({ language: 'zh-CN' });
    expect(made().message.text).toContain('请求人：<@U1>');
    expect(made().files?.[0]?.title).toContain('个页面');
  });

  it('shares as the workspace that the request came from', async () => {
    const { deliver, clientFor, shareFilesBy, client } = setUp();
    await deliver({ teamId: 'T2' });
    expect(clientFor.mock.calls).toEqual([['T2']]);
    expect(shareFilesBy.mock.calls).toEqual([[client]]);
  });

  it('fails as its client or its share fails', async () => {
    const { deliver, clientFor, share } = setUp();
    share.mockRejectedValueOnce(new DeliveryError('slack-files-refused'));
    await expect(deliver()).rejects.toMatchObject({ kind: 'slack-files-refused' });
    clientFor.mockRejectedValueOnce(new DeliveryError('slack-token', 'not_installed'));
    await expect(deliver()).rejects.toMatchObject({ code: 'not_installed' });
  });
});

describe('wasShared', () => {
  const begun = { channelId: 'C1', fileIds: ['F1', 'F2'] };

  it.each([
    [shared, true],
    [undefined, false],
  ])('looks for the files where they were to be shared: %j', async (found, is) => {
    const { wasShared, find, clientFor } = setUp();
    find.mockResolvedValue(found);
    expect(await wasShared('T2', begun)).toBe(is);
    expect(find.mock.calls).toEqual([['C1', ['F1', 'F2']]]);
    expect(clientFor.mock.calls).toEqual([['T2']]);
  });

  it('does not take no answer for an answer', async () => {
    const { wasShared, find } = setUp();
    find.mockRejectedValue(new DeliveryError('slack-unavailable'));
    await expect(wasShared('T1', begun)).rejects.toMatchObject({ kind: 'slack-unavailable' });
  });
});
