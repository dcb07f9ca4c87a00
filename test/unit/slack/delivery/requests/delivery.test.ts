import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import type { Clock } from '../../../../../src/clock.ts';
import { parseFlowJson } from '../../../../../src/flows/json/flow-json.ts';
import type { DisplayPreferences, SetDisplays } from '../../../../../src/requests/display.ts';
import { ShareHeld } from '../../../../../src/requests/hold.ts';
import type { FlowRequest } from '../../../../../src/requests/request.ts';
import type { CheckResults } from '../../../../../src/slack/delivery/check-results.ts';
import { DeliveryError } from '../../../../../src/slack/delivery/delivery-error.ts';
import { FILE_MAKERS } from '../../../../../src/slack/delivery/file-makers.ts';
import type { Drawn, DrawPictures } from '../../../../../src/slack/delivery/pictures/draw-pictures.ts';
import { type LatePlan, NO_PLAN, type PlanLate } from '../../../../../src/slack/delivery/pictures/late-plan.ts';
import type { ShareLater } from '../../../../../src/slack/delivery/pictures/share-later.ts';
import { createDelivery } from '../../../../../src/slack/delivery/requests/delivery.ts';
import type { ShareFiles } from '../../../../../src/slack/delivery/share-files.ts';
import { parseRequestValue } from '../../../../../src/slack/payloads/request-value.ts';
import { createRecordingLog } from '../../support/bolt.ts';
import { details, knownOf } from '../../support/flows.ts';
import { guardAtOnce } from '../../support/guard.ts';
import { fetchedOf, flow, otherFlow, request } from '../../support/requests.ts';
import { buttonsIn, shown } from '../../support/texts.ts';

/** A picture as it is drawn of a flow. */
const pictureOf = (flowId: string, name = `${flowId}.png`) => ({
  filename: name,
  title: `Flow ${flowId}: picture`,
  altText: 'Flow with 2 screens.',
  content: Buffer.from('png'),
});
const drawnOf = (flowId: string, ...names: string[]): Drawn => ({
  flow: { flowId, space: undefined },
  is: 'drawn',
  files: names.length === 0 ? [pictureOf(flowId)] : names.map((name) => pictureOf(flowId, name)),
});

const shared = { fileIds: ['F1'], permalink: 'https://files/F1' };

const unchecked: CheckResults = async () => [];

function setUp({
  checkResults = unchecked,
  drawings = [] as Promise<Drawn>[],
  set = {} as Partial<SetDisplays>,
  isOn = true,
  isCold = false,
  lateMs = 0,
} = {}) {
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
  const guard = guardAtOnce();
  const spaceOf = ({ custSpaceId }: typeof flow) => custSpaceId;
  const waited: number[] = [];
  const clock: Clock = {
    monotonicMs: () => 10_000 + lateMs,
    after: () => {},
    async wait(ms) {
      waited.push(ms);
      // What is there already is there before the time is up.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
  const drawPictures = { isOn, isCold, warmUp: vi.fn(), flows: vi.fn<DrawPictures['flows']>(() => drawings) };
  const shareLater = { add: vi.fn<ShareLater['add']>() };
  const plan = { ...NO_PLAN, begin: vi.fn<LatePlan['begin']>(async () => {}), end: vi.fn(async () => {}) };
  const planLate = vi.fn<PlanLate>(() => plan);
  const displays = {
    of: vi.fn<DisplayPreferences['of']>(async () => ({ channel: undefined, workspace: 'both', ...set })),
  };
  const delivery = createDelivery({
    clientFor,
    shareFilesBy,
    makers: FILE_MAKERS,
    checkResults,
    guard,
    drawPictures,
    shareLater,
    planLate,
    displays,
    spaceOf,
    clock,
    log,
  });
  const beginShare = vi.fn(async () => {});
  const deliver = (given: Partial<FlowRequest> = {}, flows = [fetchedOf(flow)]) =>
    delivery.deliver({ ...request, ...given }, flows, beginShare, 10_000);
  /** The one share. */
  const made = () => {
    const [[target, files, message] = []] = share.mock.calls;
    if (message === undefined) throw new Error('nothing was shared');
    return { target, files, message };
  };
  const names = () => made().files?.map(({ filename }) => filename);
  const parts = {
    share,
    find,
    clientFor,
    shareFilesBy,
    client,
    beginShare,
    drawPictures,
    shareLater,
    plan,
    planLate,
    displays,
    waited,
  };
  return { ...delivery, delivery, ...parts, deliver, made, names };
}

describe('a delivery that is expected', () => {
  it.each([
    ['starts what draws', {}, {}, 1],
    ['for a picture alone too', {}, { display: 'picture' }, 1],
    ['and not for a JSON alone', {}, { display: 'json' }, 0],
    ['by what the channel has set', { set: { channel: 'json' } }, {}, 0],
    ['or the workspace', { set: { workspace: 'json' } }, {}, 0],
    ['unless the request says otherwise', { set: { workspace: 'json' } }, { display: 'both' }, 1],
  ] as const)('%s', async (_name, set, given, times) => {
    const { delivery, drawPictures } = setUp({ isCold: true, ...set });
    expect(delivery.isCold).toBe(true);
    await delivery.expect({ ...request, ...given });
    expect(drawPictures.warmUp).toHaveBeenCalledTimes(times);
  });
});

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

  it('draws what is shared: of a secret nothing before there is a decision, and the masked file after it', async () => {
    const secret = ['ghp', '_', 'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xYzAbC'].join('');
    const flowJson = parseFlowJson(Buffer.from(JSON.stringify({ version: '7.1', screens: [], token: secret })));
    const flows = [{ ...fetchedOf(flow), flowJson }];
    const { deliver, drawPictures } = setUp();
    const held = await deliver({}, flows).catch((error: unknown) => error);
    if (!(held instanceof ShareHeld)) throw new Error('It was not held back');
    expect(drawPictures.flows).not.toHaveBeenCalled();
    const { files } = held.hold;
    await deliver({ consent: { secrets: 'masked', organisations: [], files } }, flows);
    const drawn = drawPictures.flows.mock.calls[0]?.[2][0]?.fetched.flowJson.text;
    expect(drawn).toContain('[masked]');
    expect(drawn).not.toContain(secret);
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
    const one = setUp({ checkResults: async () => [done] });
    await one.deliver();
    expect(shown(one.made().message)).toContain('*Checks: 1 that hurts*\n• Line 2: it hurts');
    const several = setUp({ checkResults: async () => [done, { is: 'late', value }] });
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
        onlyMe: false,
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

const never = new Promise<never>(() => {});
const several = [flow, otherFlow];

describe('pictures', () => {
  it('come first, in the message of the JSON', async () => {
    const { deliver, names, made, drawPictures, shareLater } = setUp({
      drawings: [Promise.resolve(drawnOf('17b6aa11', '17b6aa11.png', '17b6aa11-1.png'))],
    });
    expect(await deliver({}, [fetchedOf(flow, knownOf(details))])).not.toHaveProperty('isPictureOnly');
    expect(names()).toEqual(['17b6aa11.png', '17b6aa11-1.png', '17b6aa11.json']);
    expect(made().message.text).toContain('The JSON of flow');
    expect(drawPictures.flows).toHaveBeenCalledWith(expect.anything(), 'T1', [expect.anything()], 9);
    expect(shareLater.add.mock.calls).toMatchObject([[{ drawn: [], drawing: [] }]]);
  });

  it('follow in the thread where they are not there in time: 1.5 s after the JSON, whatever came in between', async () => {
    const { deliver, names, waited, shareLater } = setUp({ drawings: [never], lateMs: 1000 });
    await deliver();
    expect(waited).toEqual([500]);
    expect(names()).toEqual(['17b6aa11.json']);
    expect(shareLater.add.mock.calls).toMatchObject([
      [{ at: { channelId: 'C1', threadTs: undefined }, fileId: 'F1', drawn: [], drawing: [never] }],
    ]);
  });

  it('that follow are written down before the JSON can be seen, and forgotten where it is not shared', async () => {
    const { deliver, beginShare, plan, planLate, shareLater } = setUp({
      drawings: [Promise.resolve(drawnOf('17b6aa11')), never],
    });
    await deliver(
      { flows: several },
      several.map((each) => fetchedOf(each)),
    );
    expect(planLate.mock.calls.at(-1)?.[2]).toMatchObject([{ kind: 'flow', name: '17b6aa12', most: 1 }]);
    expect(plan.begin).toHaveBeenCalledExactlyOnceWith({ channelId: 'C1', threadTs: undefined }, 'F1');
    expect(plan.begin.mock.invocationCallOrder[0]).toBeLessThan(beginShare.mock.invocationCallOrder[0] ?? 0);
    expect(shareLater.add.mock.calls[0]?.[0].plan).toBe(plan);
    expect(plan.end).not.toHaveBeenCalled();
    const refused = setUp({ drawings: [never] });
    refused.beginShare.mockRejectedValue(new Error('Not ours any more'));
    await expect(refused.deliver()).rejects.toThrow('Not ours any more');
    expect(refused.plan.end).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['too-large', 'No picture: the flow is too large to draw.'],
    ['busy', 'No picture: too many flows are being drawn at the moment. Try again in a minute.'],
    ['time-out', 'No picture: drawing it took too long.'],
  ] as const)('that fail are one line of the message: %s', async (why, line) => {
    const drawn: Drawn = { flow: { flowId: '17b6aa11', space: undefined }, is: 'none', why };
    const { deliver, names, made, shareLater } = setUp({ drawings: [Promise.resolve(drawn)] });
    await deliver();
    expect(names()).toEqual(['17b6aa11.json']);
    expect(shown(made().message).split('\n')).toContain(line);
    expect(made().message.blocks.at(-1)?.type).toBe('actions');
    expect(shareLater.add.mock.calls).toMatchObject([[{ drawn: [], drawing: [] }]]);
  });

  it.each([
    [{ workspace: 'json' }, undefined],
    [{ workspace: 'both', channel: 'json' }, undefined],
    [{ workspace: 'picture', channel: 'picture' }, 'json'],
  ] as const)('are not drawn where nobody wants them: set %j, typed %s', async (set, display) => {
    const { deliver, names, drawPictures } = setUp({ set });
    await deliver({ display });
    expect(drawPictures.flows).not.toHaveBeenCalled();
    expect(names()).toEqual(['17b6aa11.json']);
  });

  it('come alone where only they are wanted, and all that is said is about pictures', async () => {
    const { deliver, names, made, waited, beginShare, drawPictures } = setUp({
      drawings: [Promise.resolve(drawnOf('17b6aa11'))],
      set: { channel: 'picture' },
    });
    expect(await deliver()).toMatchObject({ isPictureOnly: true });
    expect(beginShare).toHaveBeenCalledWith(expect.objectContaining({ isPictureOnly: true }));
    expect(waited[0]).toBeGreaterThan(10_000);
    expect(names()).toEqual(['17b6aa11.png']);
    expect(made().message.text).toBe('The picture of flow 17b6aa11, requested by <@U1>');
    expect(drawPictures.flows).toHaveBeenCalledWith(expect.anything(), 'T1', [expect.anything()], 10);
  });

  it('that alone are wanted and do not come have their JSON in their place', async () => {
    const failed: Drawn = { flow: { flowId: '17b6aa11', space: undefined }, is: 'none', why: 'failed' };
    const { deliver, names, made } = setUp({
      drawings: [Promise.resolve(failed), Promise.resolve(drawnOf('17b6aa12'))],
    });
    await deliver(
      { flows: several, display: 'picture' },
      several.map((each) => fetchedOf(each)),
    );
    expect(names()).toEqual(['17b6aa12.png', '17b6aa11.json']);
    expect(shown(made().message)).toContain('No picture of flow `17b6aa11`: drawing it failed.');
    const { deliver: deliverLate, names: late } = setUp({ drawings: [never] });
    await deliverLate({ display: 'picture' });
    expect(late()).toEqual(['17b6aa11.json']);
  });

  it('of several flows are one each, beside the files while all are ten at most, else in the thread', async () => {
    const two = setUp({ drawings: several.map(({ flowId }) => Promise.resolve(drawnOf(flowId))) });
    await two.deliver(
      { flows: several },
      several.map((each) => fetchedOf(each)),
    );
    expect(two.drawPictures.flows.mock.calls[0]?.[3]).toBe(1);
    expect(two.names()).toEqual(['17b6aa11.png', '17b6aa12.png', '17b6aa11.json', '17b6aa12.json']);
    const six = Array.from({ length: 6 }, (_, index) => ({ ...flow, flowId: `17b6aa2${index}` }));
    const many = setUp({ drawings: six.map(({ flowId }) => Promise.resolve(drawnOf(flowId))) });
    await many.deliver(
      { flows: six },
      six.map((each) => fetchedOf(each)),
    );
    expect(many.names()).toEqual(six.map(({ flowId }) => `${flowId}.json`));
    expect(many.shareLater.add.mock.calls[0]?.[0].drawn).toHaveLength(6);
    const alone = setUp({ drawings: six.map(({ flowId }) => Promise.resolve(drawnOf(flowId))) });
    await alone.deliver(
      { flows: six, display: 'picture' },
      six.map((each) => fetchedOf(each)),
    );
    expect(alone.names()).toEqual(six.map(({ flowId }) => `${flowId}.png`));
  });

  it('of a bot that draws none are missed only by who asks for one', async () => {
    const off: Drawn = { flow: { flowId: '17b6aa11', space: undefined }, is: 'none', why: 'unavailable' };
    const quiet = setUp({ drawings: [Promise.resolve(off)], isOn: false });
    await quiet.deliver();
    expect(quiet.drawPictures.flows).not.toHaveBeenCalled();
    expect(shown(quiet.made().message)).not.toContain('picture');
    const asked = setUp({ drawings: [Promise.resolve(off)], isOn: false });
    await asked.deliver({ display: 'picture' });
    expect(asked.names()).toEqual(['17b6aa11.json']);
    expect(shown(asked.made().message)).toContain('No picture: pictures are not available here.');
  });

  it('are shared also where the settings can not be read', async () => {
    const { deliver, names, displays } = setUp({ drawings: [Promise.resolve(drawnOf('17b6aa11'))] });
    displays.of.mockRejectedValue(new Error('the database is away'));
    await deliver();
    expect(names()).toEqual(['17b6aa11.png', '17b6aa11.json']);
  });

  it('are asked for again by the buttons as they were asked for', async () => {
    const { deliver, made } = setUp({ drawings: [Promise.resolve(drawnOf('17b6aa11'))] });
    await deliver({ display: 'picture' });
    const [button] = buttonsIn(made().message.blocks);
    expect(parseRequestValue(button?.value)).toMatchObject({ display: 'picture' });
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
