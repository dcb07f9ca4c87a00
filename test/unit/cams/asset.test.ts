import { describe, expect, it } from 'vitest';
import { createAssetDownloader } from '../../../src/cams/asset.ts';

describe('createAssetDownloader', () => {
  // None of them is connected to: the address is known without asking the network, and refused before a connection.
  it.each([
    ['this machine', '127.0.0.1'],
    ['this machine by its name', 'localhost'],
    ['this machine by IPv6', '[::1]'],
    ['this machine in an IPv6 coat', '[::ffff:7f00:1]'],
    ['any address of this machine', '0.0.0.0'],
    ['a private network', '10.1.2.3'],
    ['another private network', '192.168.1.1'],
    ['the metadata of a cloud', '169.254.169.254'],
    ['the metadata of Alibaba Cloud', '100.100.100.200'],
  ])('lets no allowed host lead to %s', async (_, host) => {
    const download = createAssetDownloader({ hosts: [{ pattern: host, isLoopback: false }], timeoutMs: 2000 });
    await expect(download(`https://${host}/1.json`)).rejects.toMatchObject({ kind: 'asset-private-address' });
  });

  it.each(['127.0.0.1', '[::1]', '10.1.2.3', '169.254.169.254', '100.100.100.200'])(
    'lets no allowed host lead to %s through a proxy either',
    async (host) => {
      const hosts = [{ pattern: host, isLoopback: false }];
      const proxyEnv = { HTTPS_PROXY: 'http://127.0.0.1:9' };
      const download = createAssetDownloader({ hosts, timeoutMs: 2000, proxyEnv });
      await expect(download(`https://${host}/1.json`)).rejects.toMatchObject({ kind: 'asset-private-address' });
    },
  );

  it('checks what the name of a host stands for that goes around the proxy', async () => {
    const hosts = [{ pattern: 'localhost', isLoopback: false }];
    const proxyEnv = { HTTPS_PROXY: 'http://127.0.0.1:9', NO_PROXY: 'localhost' };
    const download = createAssetDownloader({ hosts, timeoutMs: 2000, proxyEnv });
    await expect(download('https://localhost/1.json')).rejects.toMatchObject({ kind: 'asset-private-address' });
  });

  it('rejects for an address that is not allowed', async () => {
    const download = createAssetDownloader({ hosts: [] });
    await expect(download('https://files.example.com/1.json')).rejects.toMatchObject({ kind: 'asset-address-refused' });
  });
});
