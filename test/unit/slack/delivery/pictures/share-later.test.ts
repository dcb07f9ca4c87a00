import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import type { Drawn } from '../../../../../src/slack/delivery/pictures/draw-pictures.ts';
import { NO_PLAN } from '../../../../../src/slack/delivery/pictures/late-plan.ts';
import { createShareLater, type LaterPictures } from '../../../../../src/slack/delivery/pictures/share-later.ts';
import type { ShareFiles } from '../../../../../src/slack/delivery/share-files.ts';
import { createRecordingLog } from '../../support/bolt.ts';
import { english } from '../../support/texts.ts';

const picture = (filename: string) => ({ filename, title: filename, altText: 'A flow', content: Buffer.from('png') });
const drawnOf = (flowId: string, count = 1): Drawn => ({
  flow: { flowId, space: undefined },
  is: 'drawn',
  files: Array.from({ length: count }, (_, index) => picture(`${flowId}-${index}.png`)),
});

function setUp() {
  const client = new webApi.WebClient('xoxb-1');
  const post = vi.spyOn(client.chat, 'postMessage').mockResolvedValue({ ok: true });
  const share = vi.fn<ShareFiles['share']>(async (_target, _files, _message, begin) => {
    await begin(['F2']);
    return { fileIds: ['F2'], permalink: undefined };
  });
  const find = vi.fn<ShareFiles['find']>(async () => undefined);
  const tsOf = vi.fn(async (): Promise<string | undefined> => '17.1');
  const { log, lines } = createRecordingLog();
  const { add, settled } = createShareLater({
    shareFilesBy: () => ({ share, find }),
    notifiedFilesBy: () => ({ tsOf }),
    log,
  });
  const ends = async (given: Partial<LaterPictures>) => {
    add({ client, t: english, at: { channelId: 'C1' }, fileId: 'F1', drawn: [], drawing: [], plan: NO_PLAN, ...given });
    await settled();
  };
  return { ends, share, find, post, tsOf, lines };
}

describe('createShareLater', () => {
  it('shares in the thread of the message what comes in the end', async () => {
    const { ends, share, tsOf, post } = setUp();
    await ends({ drawing: [Promise.resolve(drawnOf('17b6aa11'))] });
    expect(tsOf).toHaveBeenCalledWith('F1', 'C1');
    const [target, files, message] = share.mock.calls[0] ?? [];
    expect(target).toEqual({ channelId: 'C1', threadTs: '17.1' });
    expect(files?.map(({ filename }) => filename)).toEqual(['17b6aa11-0.png']);
    expect(message?.text).toBe('The picture of flow 17b6aa11.');
    expect(post).not.toHaveBeenCalled();
  });

  it('stays in the thread in which the message is', async () => {
    const { ends, share, tsOf } = setUp();
    await ends({ at: { channelId: 'C1', threadTs: '1.2' }, drawn: [drawnOf('17b6aa11')] });
    expect(tsOf).not.toHaveBeenCalled();
    expect(share.mock.calls[0]?.[0]).toEqual({ channelId: 'C1', threadTs: '1.2' });
  });

  it('has ten in a message', async () => {
    const { ends, share } = setUp();
    await ends({ drawn: Array.from({ length: 6 }, (_, index) => drawnOf(`17b6aa1${index}`, 4)) });
    expect(share.mock.calls.map(([, files]) => files.length)).toEqual([10, 10, 4]);
    expect(share.mock.calls[0]?.[2].text).toBe('The pictures of 6 flows.');
  });

  it('says in one line what does not come, and why', async () => {
    const { ends, share, post } = setUp();
    const why = (flowId: string): Drawn => ({ flow: { flowId, space: undefined }, is: 'none', why: 'time-out' });
    await ends({ drawing: [Promise.resolve(why('17b6aa11'))] });
    expect(share).not.toHaveBeenCalled();
    expect(post).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        channel: 'C1',
        thread_ts: '17.1',
        text: 'No picture of flow 17b6aa11: drawing it took too long.',
      }),
    );
  });

  it('costs nobody anything where it fails, and is logged', async () => {
    const { ends, share, lines } = setUp();
    share.mockRejectedValue(new Error('Slack is away'));
    await ends({ drawn: [drawnOf('17b6aa11')] });
    expect(share).toHaveBeenCalledTimes(1);
    expect(lines).toEqual([expect.stringContaining('warn: Pictures did not follow their files')]);
  });

  it('does nothing where nothing is left', async () => {
    const { ends, share, tsOf, post } = setUp();
    await ends({});
    expect([share, tsOf, post].map(({ mock }) => mock.calls.length)).toEqual([0, 0, 0]);
  });
});
