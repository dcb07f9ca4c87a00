import { webApi } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import { createNotifiedFiles } from '../../../../src/slack/delivery/notified-files.ts';
import { instantClock } from '../../support/fakes.ts';

const NOW = Date.UTC(2026, 10, 24, 12);

function setUp() {
  const client = new webApi.WebClient('xoxb-1');
  const info = vi.spyOn(client.files, 'info');
  const list = vi.spyOn(client.files, 'list');
  return { ...createNotifiedFiles({ client, clock: instantClock, wallMs: () => NOW }), info, list };
}
const file = (shares: object, name = '17b6aa11-v3-v4.diff') => ({ ok: true, file: { name, shares } });

describe('tsOf', () => {
  it.each(['public', 'private'])('is found among the %s shares', async (kind) => {
    const { tsOf, info } = setUp();
    info.mockResolvedValue(file({ [kind]: { C1: [{ ts: '1.2' }], C2: [{ ts: '3.4' }] } }));
    expect(await tsOf('F1', 'C2')).toBe('3.4');
    expect(info).toHaveBeenCalledExactlyOnceWith({ file: 'F1' });
  });

  it('waits until the share shows up, and over a fault', async () => {
    const { tsOf, info } = setUp();
    info.mockResolvedValueOnce(file({})).mockRejectedValueOnce(new Error('no answer'));
    info.mockResolvedValue(file({ public: { C1: [{ ts: '1.2' }] } }));
    expect(await tsOf('F1', 'C1')).toBe('1.2');
    expect(info).toHaveBeenCalledTimes(3);
  });

  it('gives up in the end', async () => {
    const { tsOf, info } = setUp();
    info.mockResolvedValue(file({}));
    expect(await tsOf('F1', 'C1')).toBeUndefined();
    expect(info).toHaveBeenCalledTimes(4);
  });
});

describe('find', () => {
  it('looks for the file by its name, in the channel, since yesterday', async () => {
    const { find, list } = setUp();
    const shares = { public: { C1: [{ ts: '1.2' }] } };
    list.mockResolvedValue({ ok: true, files: [{ name: 'other.diff', shares }, file(shares).file] });
    expect(await find('17b6aa11-v3-v4.diff', 'C1')).toBe('1.2');
    expect(list).toHaveBeenCalledWith({ channel: 'C1', ts_from: String(NOW / 1000 - 86_400), count: 200 });
  });

  it('finds nothing where there is none', async () => {
    const { find, list } = setUp();
    list.mockResolvedValue({ ok: true, files: [] });
    expect(await find('17b6aa11-v3-v4.diff', 'C1')).toBeUndefined();
  });
});
