import type { AssetHost } from '../settings/types.ts';
import { AssetError } from './asset-error.ts';

export interface AssetUrl {
  url: URL;
  /** A loopback `host:port` from the settings: the only address where plain HTTP and a private address are fine. */
  isLoopback: boolean;
}

function matches(url: URL, { pattern }: AssetHost): boolean {
  // `URL.host` has the port only where it isn't the protocol's own: `*.aliyuncs.com` means port 443, and no other.
  if (!pattern.startsWith('*.')) return url.host === pattern;
  return url.host.endsWith(pattern.slice(1));
}

/**
 * The address of a flow file, if the settings allow it: HTTPS, an allowed host, no user name. Pure; what the host's name
 * stands for is checked where the connection is made.
 *
 * @param address absolute, or relative to `base` as a redirect's may be.
 * @throws {AssetError} `asset-address-refused`, naming the host and never the rest of the address, which is signed.
 */
export function allowedAssetUrl(address: string, hosts: readonly AssetHost[], base?: URL): AssetUrl {
  if (!URL.canParse(address, base?.href)) throw new AssetError('asset-address-refused', { why: 'invalid' });
  const url = new URL(address, base);
  const host = hosts.find((candidate) => matches(url, candidate));
  if (host === undefined) throw new AssetError('asset-address-refused', { host: url.host, why: 'host' });
  const isSecure = url.protocol === 'https:' || (url.protocol === 'http:' && host.isLoopback);
  if (!isSecure) throw new AssetError('asset-address-refused', { host: url.host, why: 'insecure' });
  if (url.username !== '' || url.password !== '') {
    throw new AssetError('asset-address-refused', { host: url.host, why: 'user' });
  }
  return { url, isLoopback: host.isLoopback };
}
