import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAULTS, type FaultName } from '../../sandbox/cams/faults.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { type Desk, deskOf, sandboxes } from './support/desk.ts';

interface Expected {
  /** What the private line that ends the request says; `shared`: the file came after all. */
  says: RegExp | 'shared';
  /** Alibaba Cloud's code, where the message shows one. */
  code?: string;
  /** The stand-in gives a RequestId with all that is an answer of the API. */
  hasRequestId?: false;
  canRetry?: false;
}

const ALL_RETRIES_MS = 60_000;

const EXPECTED: Readonly<Record<FaultName, Expected>> = {
  'e400-product-unsubscript': { says: /hasn't activated Chat App Message Service/, code: 'Product.Unsubscript' },
  'e400-ram-permission-deny': {
    says: /isn't allowed to read flows.*denied access for 2\d+ to cams:GetFlowJSONAssest/,
    code: 'Ram.PermissionDeny',
  },
  'e400-system-limit-control': {
    says: /is limiting calls to this account. I tried twice/,
    code: 'System.LimitControl',
  },
  'l400-limit-once': { says: 'shared' },
  'e400-unknown-resource-owner-id': {
    says: /belongs to another Alibaba Cloud account/,
    code: 'Unknown.ResourceOwnerId',
    canRetry: false,
  },
  'e429-throttling': { says: /is limiting calls/, code: 'Throttling' },
  'e400-throttling-user': { says: /is limiting calls/, code: 'Throttling.User' },
  'e429-throttling-api': { says: /is limiting calls/, code: 'Throttling.Api' },
  'e404-access-key-not-found': {
    says: /doesn't know the bot's access key/,
    code: 'InvalidAccessKeyId.NotFound',
    canRetry: false,
  },
  'e403-access-key-inactive': { says: /access key is disabled/, code: 'InvalidAccessKeyId.Inactive' },
  'e400-signature-does-not-match': {
    says: /rejected the bot's signature/,
    code: 'SignatureDoesNotMatch',
    canRetry: false,
  },
  'e400-timestamp-expired': { says: /clock of the bot's machine is wrong/, code: 'InvalidTimeStamp.Expired' },
  'e400-security-token-expired': {
    says: /temporary access key has expired/,
    code: 'InvalidSecurityToken.Expired',
    canRetry: false,
  },
  'e403-no-permission': { says: /isn't allowed to read flows/, code: 'NoPermission' },
  'e403-forbidden-ram': { says: /isn't allowed to read flows/, code: 'Forbidden.RAM' },
  'e503-service-unavailable': { says: /is unavailable at the moment/, code: 'ServiceUnavailable' },
  'e500-internal-error': { says: /had an internal error/, code: 'InternalError' },
  'e502-html': { says: /the error page of a gateway or proxy/, hasRequestId: false },
  'e503-html': { says: /the error page of a gateway or proxy/, hasRequestId: false },
  'e000-reset': { says: /connection to Alibaba Cloud failed/, code: 'ECONNRESET', hasRequestId: false },
  'e000-timeout': { says: /didn't answer within 10 seconds/, hasRequestId: false },
  'e200-other-code': { says: /an error that I don't recognize: isv.SOMETHING_ELSE/, code: 'isv.SOMETHING_ELSE' },
  'e200-not-json': { says: /the error page of a gateway or proxy/, hasRequestId: false },
  'e200-empty-body': { says: /didn't come from the API/, hasRequestId: false },
  'e200-no-data': { says: /has no file for this flow/ },
  'e200-no-file-path': { says: /has no file for this flow/ },
  'e200-none-strings': { says: /has no file for this flow/ },
  'f200-host-elsewhere': { says: /not allowed to download the flow's file on example.com/, canRetry: false },
  'f200-host-private': { says: /not allowed to download the flow's file on 10.0.0.1/, canRetry: false },
  'f403-expired-once': { says: 'shared' },
  'f403-expired-always': { says: /had expired, and a fresh link was refused/ },
  'f404-file': { says: /failed with HTTP 404/ },
  'f500-file': { says: /failed with HTTP 500/ },
  'f302-redirect-ok': { says: 'shared' },
  'f302-redirect-elsewhere': { says: /not allowed to download the flow's file/, canRetry: false },
  'f302-redirect-metadata': { says: /not allowed to download the flow's file on 100.100.100.200/, canRetry: false },
  'f302-redirect-loop': { says: /redirected too many times/ },
  'f200-too-large': { says: /larger than 10 MB/, canRetry: false },
  'f200-slow': { says: /took longer than 15 seconds/ },
  'f200-not-json': { says: /file is not JSON/ },
  'f200-not-object': { says: /but not an object, which every Flow JSON is/ },
  'f200-empty': { says: /file is not JSON/ },
  'f200-cut-short': { says: /was interrupted/ },
  's200-two-megabytes': { says: 'shared' },
};

const { start, close } = sandboxes();
let sandbox: Sandbox;
let requester: Desk;
beforeAll(async () => {
  // One person asks for all of them at once.
  sandbox = await start({ settings: { LOG_LEVEL: 'debug', MAX_WAITING_FLOWS_PER_PERSON: '100' } });
  requester = deskOf(sandbox, 'onCallEngineer', 'campaigns');
  // Together, since some of them take their time.
  await Promise.all(FAULTS.map(({ flowId }) => requester.command(`/flow-json ${flowId}`)));
});
afterAll(close);

describe.concurrent('every error has an answer', () => {
  it.each(FAULTS.map(({ name }) => name))(
    '%s',
    async (name) => {
      const { says, code, hasRequestId = true, canRetry = true } = EXPECTED[name];
      if (says === 'shared') {
        await requester.told(new RegExp(`^Shared ${name}\\.json`), ALL_RETRIES_MS);
        return;
      }
      const { text, blocks = [] } = await requester.told(
        new RegExp(`^I could not share the JSON of flow ${name}:`),
        ALL_RETRIES_MS,
      );
      expect(text).toMatch(says);
      expect(text).toContain('What to do: ');
      if (code !== undefined) expect(text).toContain(`Code ${code}`);
      expect(/RequestId [0-9A-F]{8}-[0-9A-F-]{27}/.test(text)).toBe(hasRequestId);
      expect(blocks.some(({ type }) => type === 'actions')).toBe(canRetry);
    },
    ALL_RETRIES_MS + 5_000,
  );
});

describe('after all of them', () => {
  it('nobody but the requester saw a failure', async () => {
    const lines = await deskOf(sandbox, 'campaignManager', 'campaigns').lines();
    expect(lines.filter(({ text }) => text.includes('could not share'))).toEqual([]);
  });

  it('no signed address and no secret was shown or logged', async () => {
    const shown = JSON.stringify(await requester.lines());
    const logged = sandbox.bot.output();
    expect(logged).toContain('Not delivered');
    for (const text of [shown, logged]) {
      expect(text).not.toMatch(/Signature=|OSSAccessKeyId=|Expires=\d/);
      expect(text).not.toContain(sandbox.cams.accessKeySecret);
      expect(text).not.toContain('xoxb-');
      expect(text).not.toMatch(/\/response\/[0-9a-f]{8}/);
    }
    expect(shown).not.toMatch(/\bat \w+ \(|node_modules|file:\/\//);
  });

  it('no second at the server held more than 5 calls', () => {
    expect(sandbox.cams.worstWindow()).toBeLessThanOrEqual(5);
  });

  it('"Try again" asks again, in place of the failure', async () => {
    const maya = deskOf(sandbox, 'campaignManager', 'campaigns');
    sandbox.cams.setFlow('17b6retry1', '{"version":"7.1","screens":[]}');
    sandbox.cams.failNext('17b6retry1', 'e500-internal-error');
    await maya.command('/flow-json 17b6retry1');
    await maya.told(/^I could not share the JSON of flow 17b6retry1/);
    await maya.click('Try again');
    await maya.told(/^Shared 17b6retry1\.json/);
    expect((await maya.privateTexts()).filter((text) => text.includes('could not share'))).toEqual([]);
  });
});
