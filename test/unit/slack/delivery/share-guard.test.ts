import { createHash } from 'node:crypto';
import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import { parseFlowJson } from '../../../../src/flows/json/flow-json.ts';
import { type Consent, type Hold, ShareHeld } from '../../../../src/requests/hold.ts';
import type { ShareFiles } from '../../../../src/slack/delivery/share-files.ts';
import { createShareGuard } from '../../../../src/slack/delivery/share-guard.ts';
import { silentLog } from '../../support/fakes.ts';
import { guardAtOnce } from '../support/guard.ts';
import { fetchedOf, flow, otherFlow, request } from '../support/requests.ts';
import { version as versionOf } from '../support/versions.ts';

const TOKEN = `ghp_${'aB3dE5fG7h'.repeat(4).slice(0, 36)}`;
const OTHERS = [{ id: 'T0OTHER', name: 'Lighthouse' }];
const client = new webApi.WebClient('xoxb-1');

const withJson = (json: string, of = flow) => ({ ...fetchedOf(of), flowJson: parseFlowJson(Buffer.from(json)) });
const SECRET = withJson(`{"version":"7.1","screens":[{"id":"A","title":"${TOKEN}"}]}`);
const PLAIN = withJson('{"version":"7.1","screens":[{"id":"B"}]}', otherFlow);
const sha = SECRET.flowJson.summary.sha256;

async function holdOf(work: Promise<unknown>): Promise<Hold> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ShareHeld) return error.hold;
  throw new Error('nothing was held back', { cause: error });
}

describe('passFlows', () => {
  const pass = (guard = guardAtOnce(), given: Partial<typeof request> = {}, flows = [SECRET, PLAIN]) =>
    guard.passFlows(client, { ...request, ...given }, flows);
  const consent = (given: Partial<Consent> = {}): Consent => ({
    ...{ secrets: 'as-they-are' as const, files: [sha, PLAIN.flowJson.summary.sha256], organisations: [] },
    ...given,
  });

  it('lets go what has nothing in it', async () => {
    expect(await pass(guardAtOnce(), {}, [PLAIN])).toEqual([PLAIN]);
  });

  it('holds back what looks like a secret, and says where, without it', async () => {
    const hold = await holdOf(pass());
    expect(hold).toMatchObject({ maySecretsBeShared: true, organisations: [] });
    expect(hold.secrets).toEqual([
      {
        flowId: flow.flowId,
        kind: 'service: GitHub',
        path: '/screens/0/title',
        masked: expect.stringMatching(/^ghp_… /),
      },
    ]);
    expect(JSON.stringify(hold)).not.toContain(TOKEN.slice(0, 12));
  });

  it.each([
    ['for the requester alone', { conversation: undefined }],
    ['in the direct message with the bot', { conversation: { channelId: 'D1' } }],
  ])('holds nothing back %s', async (_where, given) => {
    expect(await pass(guardAtOnce({}, OTHERS), given)).toEqual([SECRET, PLAIN]);
  });

  it('is off, or lets nobody share it as it is, by the settings', async () => {
    expect(await pass(guardAtOnce({ secrets: 'off' }))).toEqual([SECRET, PLAIN]);
    const refusing = guardAtOnce({ secrets: 'refuse' });
    expect(await holdOf(pass(refusing))).toMatchObject({ maySecretsBeShared: false });
    expect(await holdOf(pass(refusing, { consent: consent() }))).toMatchObject({ maySecretsBeShared: false });
    expect(await pass(refusing, { consent: consent({ secrets: 'masked' }) })).toHaveLength(2);
  });

  it('lets go as it is what the requester was asked about, and nothing that has changed since', async () => {
    expect(await pass(guardAtOnce(), { consent: consent() })).toEqual([SECRET, PLAIN]);
    const changed = withJson(`{"version":"7.1","screens":[{"id":"A","title":"${TOKEN}","terminal":true}]}`);
    await holdOf(pass(guardAtOnce(), { consent: consent() }, [changed, PLAIN]));
    await holdOf(pass(guardAtOnce(), { consent: consent({ secrets: undefined }) }));
  });

  it('masks it where the requester wants that, with the facts of the masked file', async () => {
    const [first, second] = await pass(guardAtOnce(), { consent: consent({ secrets: 'masked', files: [] }) });
    expect(first?.flowJson.text).toContain('[masked]');
    expect(first?.flowJson.text).not.toContain(TOKEN);
    expect(first?.maskedSecrets).toBe(1);
    expect(first?.flowJson.summary.sha256).not.toBe(sha);
    expect(first?.flowJson.summary.bytes).toBe(Buffer.byteLength(first?.flowJson.text ?? ''));
    expect(second).toBe(PLAIN);
  });

  /** A file with more random examples than are found at a time, and a key behind them. */
  const examples = (count: number) =>
    Array.from({ length: count }, (_, index) => createHash('sha512').update(String(index)).digest('base64url'));
  const many = (count: number) =>
    withJson(JSON.stringify({ version: '7.1', data: { x: { __example__: examples(count) } }, title: TOKEN }));

  it('masks what was not among the first hundred, too', async () => {
    const decided = { consent: consent({ secrets: 'masked', files: [] }) };
    const [shared] = await pass(guardAtOnce(), decided, [many(100)]);
    expect(shared?.flowJson.text).not.toContain(TOKEN);
    expect(shared?.maskedSecrets).toBe(101);
    expect(await guardAtOnce().secretsIn([{ flowId: 'x', json: shared?.flowJson.text ?? '' }])).toEqual([]);
  });

  it('holds back what is never without one, however often it is masked', async () => {
    const guard = createShareGuard({
      settings: { secrets: 'ask', sharedChannels: 'ask' },
      work: {
        findSecrets: async () => [{ kind: 'random', path: '/x', value: TOKEN }],
        mask: async () => SECRET.flowJson.text,
        read: async (bytes) => parseFlowJson(bytes),
      },
      organisations: async () => [],
      log: silentLog,
    });
    const hold = await holdOf(pass(guard, { consent: consent({ secrets: 'masked' }) }, [SECRET]));
    expect(hold).toMatchObject({ secrets: [{ flowId: flow.flowId, kind: 'unknown' }], files: [sha] });
  });

  it('asks before another organisation sees it, and again where one more does', async () => {
    expect(await holdOf(pass(guardAtOnce({}, OTHERS), {}, [PLAIN]))).toMatchObject({
      organisations: OTHERS,
      secrets: [],
    });
    const decided = { consent: consent({ secrets: undefined, organisations: ['T0OTHER'] }) };
    expect(await pass(guardAtOnce({}, OTHERS), decided, [PLAIN])).toEqual([PLAIN]);
    // They said so of a file, and not of what became of it.
    await holdOf(pass(guardAtOnce({}, OTHERS), { consent: { ...decided.consent, files: [sha] } }, [PLAIN]));
    const more = [...OTHERS, { id: 'T0MORE', name: undefined }];
    await holdOf(pass(guardAtOnce({}, more), decided, [PLAIN]));
    expect(await pass(guardAtOnce({ sharedChannels: 'share' }, OTHERS), {}, [PLAIN])).toEqual([PLAIN]);
  });

  it('takes what can not be looked through for one that has a secret, and logs why', async () => {
    const warn = vi.fn();
    const failure = new Error('The worker is gone');
    const guard = createShareGuard({
      settings: { secrets: 'ask', sharedChannels: 'ask' },
      work: {
        findSecrets: async () => {
          throw failure;
        },
        mask: async () => '',
        read: async (bytes) => parseFlowJson(bytes),
      },
      organisations: async () => [],
      log: { warn },
    });
    expect(await guard.secretsIn([{ flowId: 'x', json: '{}' }])).toMatchObject([
      { flowId: 'x', kind: 'unknown', masked: '' },
    ]);
    expect(warn).toHaveBeenCalledWith({ err: failure, flowId: 'x' }, expect.any(String));
  });
});

describe('mask', () => {
  it('leaves nothing of a file of which only the first hundred are known', async () => {
    const examples = Array.from({ length: 150 }, (_, index) =>
      createHash('sha512').update(`${index}`).digest('base64url'),
    );
    const json = JSON.stringify({ data: { x: { __example__: examples } }, title: TOKEN });
    const guard = guardAtOnce();
    const secrets = await guard.secretsIn([{ flowId: 'x', json }]);
    expect(secrets).toHaveLength(100);
    const masked = await guard.mask({ json, secrets });
    expect(await guard.secretsIn([{ flowId: 'x', json: masked }])).toEqual([]);
    expect(masked).not.toContain(TOKEN);
  });
});

describe('secretsIn', () => {
  it('looks through one file after the other', async () => {
    let [running, most] = [0, 0];
    const guard = createShareGuard({
      settings: { secrets: 'ask', sharedChannels: 'ask' },
      work: {
        async findSecrets() {
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setImmediate(resolve));
          running -= 1;
          return [];
        },
        mask: async () => '',
        read: async (bytes) => parseFlowJson(bytes),
      },
      organisations: async () => [],
      log: silentLog,
    });
    await guard.secretsIn(['a', 'b', 'c'].map((flowId) => ({ flowId, json: '{}' })));
    expect(most).toBe(1);
  });
});

describe('guarded', () => {
  const MESSAGE = { text: 'x', blocks: [] };
  const begin = async () => {};
  function setUp(consent?: Consent, ...[settings, organisations]: Parameters<typeof guardAtOnce>) {
    const share = vi.fn<ShareFiles['share']>(async () => ({ fileIds: ['F1'], permalink: undefined }));
    const shareFiles = { share, find: async () => undefined };
    return { share, guarded: guardAtOnce(settings, organisations).guarded(client, shareFiles, consent) };
  }
  const file = (filename: string, content: string | Uint8Array) => ({ filename, title: filename, content });

  it.each([
    ['a version', file('17b6-v1.json', SECRET.flowJson.text)],
    ['a diff', file('17b6.diff', `+  "title": "${TOKEN}"\n`)],
    ['findings', file('findings.txt', `Line 3: the title ${TOKEN} is too long`)],
  ])('holds %s back from a channel, and not from a direct message', async (_what, given) => {
    const { share, guarded } = setUp();
    await holdOf(guarded.share({ channelId: 'C1' }, [given as never], MESSAGE, begin));
    expect(share).not.toHaveBeenCalled();
    await guarded.share({ channelId: 'D1' }, [given as never], MESSAGE, begin);
    expect(share).toHaveBeenCalledTimes(1);
  });

  it('shares the rest', async () => {
    const { share, guarded } = setUp();
    await guarded.share({ channelId: 'C1' }, [file('a.json', PLAIN.flowJson.text)] as never, MESSAGE, begin);
    expect(share).toHaveBeenCalledTimes(1);
  });

  const decided = (given: Partial<Consent>): Consent => ({ files: [], organisations: [], ...given });

  it('shares what was decided on, and no secret by a decision on anything else', async () => {
    const given = [file('a.json', SECRET.flowJson.text)] as never;
    const asTheyAre = decided({ secrets: 'as-they-are' });
    await setUp(asTheyAre).guarded.share({ channelId: 'C1' }, given, MESSAGE, begin);
    await holdOf(setUp(decided({ secrets: 'masked' })).guarded.share({ channelId: 'C1' }, given, MESSAGE, begin));
    // The settings say that nobody may.
    const refusing = setUp(asTheyAre, { secrets: 'refuse' });
    await holdOf(refusing.guarded.share({ channelId: 'C1' }, given, MESSAGE, begin));
    expect(refusing.share).not.toHaveBeenCalled();
  });

  it('holds anything back from people of another organisation who were not named', async () => {
    const given = [file('a.txt', 'nothing')] as never;
    const share = (...set: Parameters<typeof setUp>) =>
      setUp(...set).guarded.share({ channelId: 'C1' }, given, MESSAGE, begin);
    expect(await holdOf(share(undefined, {}, OTHERS))).toMatchObject({ organisations: OTHERS });
    await holdOf(share(decided({ organisations: ['T0MORE'] }), {}, OTHERS));
    await share(decided({ organisations: ['T0OTHER'] }), {}, OTHERS);
    await share(undefined, { sharedChannels: 'share' }, OTHERS);
  });
});

describe('passVersions', () => {
  const version = (number: number, json: string) => ({ ...versionOf(number), json });
  const [first, second] = [version(1, SECRET.flowJson.text), version(2, PLAIN.flowJson.text)];
  const place = (consent?: Consent) => ({ conversation: { channelId: 'C1' }, consent });
  const files = [first.file.sha256, second.file.sha256];

  it('asks of all that is shared together, and names the same thing once', async () => {
    const again = version(2, SECRET.flowJson.text);
    const hold = await holdOf(guardAtOnce({}, OTHERS).passVersions(client, place(), [first, again]));
    expect(hold).toMatchObject({ organisations: OTHERS, files: [first.file.sha256, again.file.sha256] });
    expect(hold.secrets).toHaveLength(1);
  });

  it('lets them go as they are, or masked in all of them with the facts of what is shared', async () => {
    const consent = { secrets: 'as-they-are' as const, files, organisations: [] };
    expect(await guardAtOnce().passVersions(client, place(consent), [first, second])).toEqual([first, second]);
    const masked = await guardAtOnce().passVersions(client, place({ ...consent, secrets: 'masked' }), [first]);
    expect(masked[0]?.json).not.toContain(TOKEN);
    expect(masked[0]).toMatchObject({ maskedSecrets: 1, version: 1 });
    const sha256 = createHash('sha256')
      .update(masked[0]?.json ?? '')
      .digest('hex');
    expect(masked[0]?.file.sha256).toBe(sha256);
  });

  it('does not mask a value that another version alone has', async () => {
    const consent = { secrets: 'masked' as const, files, organisations: [] };
    const [, other] = await guardAtOnce().passVersions(client, place(consent), [first, second]);
    expect(other?.json).toBe(second.json);
  });

  it('asks nothing where nobody else sees it', async () => {
    const direct = { conversation: { channelId: 'D1' } };
    expect(await guardAtOnce({}, OTHERS).passVersions(client, direct, [first])).toEqual([first]);
    expect(await guardAtOnce({}, OTHERS).passVersions(client, { conversation: undefined }, [first])).toEqual([first]);
  });
});
