import { describe, expect, it } from 'vitest';
import { allowedAssetUrl } from '../../../src/cams/asset-url.ts';

const HOSTS = [
  { pattern: '*.aliyuncs.com', isLoopback: false },
  { pattern: 'files.example.com', isLoopback: false },
  { pattern: '127.0.0.1:4010', isLoopback: true },
];

describe('allowedAssetUrl', () => {
  it.each([
    'https://bucket.oss-ap-southeast-1.aliyuncs.com/1.json?Signature=x',
    'https://files.example.com/1.json',
    'https://files.example.com:443/1.json',
    'http://127.0.0.1:4010/1.json',
  ])('lets %s through', (address) => {
    expect(allowedAssetUrl(address, HOSTS).url.href).toBe(new URL(address).href);
  });

  it.each([
    ['another host', 'https://example.org/1.json'],
    ['the domain itself', 'https://aliyuncs.com/1.json'],
    ['a host that only ends alike', 'https://evilaliyuncs.com/1.json'],
    ['a host that only begins alike', 'https://bucket.aliyuncs.com.example.org/1.json'],
    ['another port', 'https://bucket.aliyuncs.com:8443/1.json'],
    ['plain HTTP', 'http://bucket.aliyuncs.com/1.json'],
    ['another loopback port', 'http://127.0.0.1:4011/1.json'],
    ['another name of this machine', 'http://localhost:4010/1.json'],
    ['another scheme', 'file:///etc/passwd'],
    ['a scheme that is no host', 'data:application/json,{}'],
    ['a user name with a password', 'https://user:password@bucket.aliyuncs.com/1.json'],
    ['a user name alone', 'https://user@bucket.aliyuncs.com/1.json'],
    ['a password alone', 'https://:password@bucket.aliyuncs.com/1.json'],
    ['a host behind an @', 'https://bucket.aliyuncs.com@example.org/1.json'],
    ['no address', 'not an address'],
  ])('refuses %s', (_name, address) => {
    expect(() => allowedAssetUrl(address, HOSTS)).toThrow(expect.objectContaining({ kind: 'asset-address-refused' }));
  });

  it('checks a relative redirect against where it came from', () => {
    const base = new URL('https://files.example.com/old/1.json');
    expect(allowedAssetUrl('../new/1.json', HOSTS, base).url.href).toBe('https://files.example.com/new/1.json');
    expect(() => allowedAssetUrl('//example.org/1.json', HOSTS, base)).toThrow('asset-address-refused');
  });

  it('names the host only: the rest of the address is signed', () => {
    expect(() => allowedAssetUrl('https://example.org/1.json?Signature=abc', HOSTS)).toThrow(
      expect.objectContaining({ host: 'example.org', message: expect.not.stringContaining('Signature') }),
    );
  });
});
