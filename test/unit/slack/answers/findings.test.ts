import { describe, expect, it, vi } from 'vitest';
import { fileFactsOf } from '../../../../src/fingerprint.ts';
import type { FlowVersion } from '../../../../src/flows/fetch/flow-versions.ts';
import { findingsValueOf } from '../../../../src/slack/payloads/findings-value.ts';
import { messageButton } from '../fixtures/buttons.ts';
import { slashCommand } from '../fixtures/commands.ts';
import { directMessage, mention } from '../fixtures/messages.ts';
import { CHANNEL } from '../fixtures/people.ts';
import { setUpApp } from '../support/bolt.ts';
import { shown, shownIn } from '../support/texts.ts';
import { version } from '../support/versions.ts';

const ID = '17b6a0c4e2f94d1b8c35e07f6a9d2b18';
const BROKEN = '{\n  "version": "7.3",\n  "screens": []\n}\n';
const REORDERED = '{\n  "screens": [],\n  "version": "7.3"\n}\n';
const SOUND = `{"version":"7.3","screens":[{"id":"END","title":"End","terminal":true,"success":true,"layout":{"type":"SingleColumnLayout",
"children":[{"type":"TextBody","text":"Bye"},{"type":"Footer","label":"Done","on-click-action":{"name":"complete","payload":{}}}]}}]}`;
const stored = version(3, { flowId: ID, json: BROKEN, file: fileFactsOf(BROKEN) });
const VALUE = findingsValueOf({ flow: stored.flow, contentHash: stored.contentHash, sha256: stored.file.sha256 });

/** In a message that everybody sees. */
function openButton(value: string) {
  const { container, ...click } = messageButton('all_findings', value);
  return { ...click, container: { ...container, is_ephemeral: false } };
}

function setUp(known: FlowVersion[], now: FlowVersion = stored, overrides: Parameters<typeof setUpApp>[0] = {}) {
  const app = setUpApp(overrides);
  app.versions.list.mockResolvedValue(known);
  app.versions.get.mockImplementation(async (_flow, number) => known.find((one) => one.version === number));
  app.lookAtFlow.mockResolvedValue(now);
  const shared = () => {
    const [[target, files, message] = []] = app.share.mock.calls;
    if (files === undefined || message === undefined) throw new Error('nothing was shared');
    return { target, files, text: shown(message), names: files.map(({ filename }) => filename) };
  };
  const told = () => [...app.posts.map(({ body }) => shownIn(body))].join('\n');
  return { ...app, shared, told };
}

describe('"All findings"', () => {
  it('shares what was found in the stored file, in the thread of the result', async () => {
    const app = setUp([stored]);
    await app.send(openButton(VALUE));
    await vi.waitFor(() => expect(app.share).toHaveBeenCalledOnce());
    const { target, files, names, text } = app.shared();
    expect(target).toEqual({ channelId: CHANNEL.id, threadTs: '1700000000.000100' });
    expect(names).toEqual([`${ID}-findings.txt`]);
    expect(files[0]?.content).toContain('Line 3:14 · refused');
    expect(files[0]?.snippetType).toBe('text');
    expect(text).toContain('Line numbers refer to the JSON above.');
    expect(app.lookAtFlow).not.toHaveBeenCalled();
    expect(app.told()).toBe('');
  });

  it('shares the JSON along where the lines of the stored file are others, as with another order of keys', async () => {
    const app = setUp([{ ...stored, json: REORDERED, file: fileFactsOf(REORDERED) }]);
    await app.send(openButton(VALUE));
    await vi.waitFor(() => expect(app.share).toHaveBeenCalledOnce());
    const { files, names, text } = app.shared();
    expect(names).toEqual([`${ID}-findings.txt`, `${ID}.json`]);
    expect(files[1]?.content).toBe(REORDERED);
    expect(files[0]?.content).toContain('Line 2:14 · refused');
    expect(text).toContain('refer to the JSON in this message');
  });

  it('checks the flow as it is now where the file is stored no more', async () => {
    const app = setUp([version(4, { flowId: ID })]);
    await app.send(openButton(VALUE));
    await vi.waitFor(() => expect(app.share).toHaveBeenCalledOnce());
    expect(app.lookAtFlow).toHaveBeenCalledOnce();
    expect(app.told()).toBe('');
  });

  it('goes to the direct message of who clicks in a private line', async () => {
    const app = setUp([stored]);
    await app.send(messageButton('all_findings', VALUE));
    await vi.waitFor(() => expect(app.told()).toContain('your direct message with me'));
    expect(app.shared().target).toEqual({ channelId: 'D000000001' });
  });

  it('does nothing twice for a double click', async () => {
    const app = setUp([stored]);
    await app.send(openButton(VALUE));
    await app.send(openButton(VALUE));
    await vi.waitFor(() => expect(app.share).toHaveBeenCalledOnce());
  });

  it('says so where the check takes too much', async () => {
    const app = setUp([stored], stored, { checkJson: () => Promise.reject(new Error('timed-out')) });
    await app.send(openButton(VALUE));
    await vi.waitFor(() => expect(app.told()).toContain('takes too much memory or time'));
    expect(app.share).not.toHaveBeenCalled();
  });
});

describe('/flow-json check', () => {
  it('shares what was found in the flow as it is now, where it was asked for', async () => {
    const app = setUp([]);
    await app.send(slashCommand(`check ${ID}`));
    await vi.waitFor(() => expect(app.told()).toContain('the findings in'));
    const { target, names, text } = app.shared();
    expect(target).toEqual({ channelId: CHANNEL.id, threadTs: undefined });
    expect(names).toEqual([`${ID}-findings.txt`]);
    expect(text).toContain('*Checks: 1 that Meta refuses*');
    expect(text).toContain(`Line numbers refer to the JSON that \`/flow-json ${ID}\` shares.`);
  });

  it('shares in the thread of a mention, and says no more in the direct message', async () => {
    const app = setUp([]);
    await app.send(mention(`check ${ID}`, { thread_ts: '1700000000.000100' }));
    await vi.waitFor(() => expect(app.share).toHaveBeenCalledOnce());
    expect(app.shared().target).toMatchObject({ threadTs: '1700000000.000100' });
    const direct = setUp([]);
    await direct.send(directMessage(`check ${ID}`));
    await vi.waitFor(() => expect(direct.share).toHaveBeenCalledOnce());
    expect(direct.client.postMessage).not.toHaveBeenCalled();
  });

  it('goes to the requester alone where they say so', async () => {
    const app = setUp([]);
    await app.send(slashCommand(`check ${ID} only-me`));
    await vi.waitFor(() => expect(app.told()).toContain('your direct message with me'));
    expect(app.shared().target).toEqual({ channelId: 'D000000001' });
  });

  it('shares no file where there is nothing to say', async () => {
    const app = setUp([], { ...stored, json: SOUND });
    await app.send(slashCommand(`check ${ID}`));
    await vi.waitFor(() => expect(app.told()).toContain('No findings in'));
    expect(app.share).not.toHaveBeenCalled();
  });
});
