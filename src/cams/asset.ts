import { get as httpGet, type IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import { RequestFilteringHttpsAgent } from 'request-filtering-agent';
import type { AssetHost } from '../settings/types.ts';
import { AssetError } from './asset-error.ts';
import { type AssetUrl, allowedAssetUrl } from './asset-url.ts';

/**
 * Downloads the file behind a `FilePath`.
 *
 * @returns its bytes.
 * @throws {AssetError}
 */
export type DownloadAsset = (fileUrl: string) => Promise<Buffer>;

export interface AssetOptions {
  hosts: readonly AssetHost[];
  /** For the whole download, redirects included; milliseconds. */
  timeoutMs?: number;
  maxBytes?: number;
}

/** OSS redirects once at the most; more than this is a loop. */
const MAX_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Checks each address that a name stands for at the moment of connecting (a name may be repointed after any earlier
 * check), and lets none through that isn't public: no private, loopback, link-local or metadata address.
 */
const publicOnly = new RequestFilteringHttpsAgent({ keepAlive: false });

function request({ url, isLoopback }: AssetUrl, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    // Bytes as they are: a compressed body could be small here and huge once unpacked.
    const options = { signal, headers: { accept: 'application/json', 'accept-encoding': 'identity' } };
    const get = url.protocol === 'http:' ? httpGet : httpsGet;
    get(url, isLoopback ? options : { ...options, agent: publicOnly }, resolve).on('error', reject);
  });
}

async function readAtMost(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new AssetError('asset-too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function toAssetError(error: unknown, signal: AbortSignal, host: string): AssetError {
  if (error instanceof AssetError) return error;
  if (signal.aborted) return new AssetError('asset-timeout', { host });
  // The agent's error has no class and no code of its own; this sentence is its contract.
  if (error instanceof Error && /^DNS lookup .* is not allowed/.test(error.message)) {
    return new AssetError('asset-private-address', { host });
  }
  return new AssetError('asset-network', { host, code: codeOf(error), cause: error });
}

/** A downloader for files of the given hosts: at most 10 MB and 15 s by default. */
export function createAssetDownloader({
  hosts,
  timeoutMs = 15_000,
  maxBytes = 10 * 1024 * 1024,
}: AssetOptions): DownloadAsset {
  async function download(target: AssetUrl, signal: AbortSignal, redirectsLeft: number): Promise<Buffer> {
    const { host } = target.url;
    try {
      const response = await request(target, signal);
      const { statusCode: status = 0, headers } = response;
      if (status === 200) return await readAtMost(response, maxBytes);
      response.destroy();
      if (!REDIRECTS.has(status) || headers.location === undefined) {
        // OSS answers 403 for a link that has expired, and for one whose signature does not fit.
        throw new AssetError(status === 403 ? 'asset-expired' : 'asset-status', { host, status });
      }
      if (redirectsLeft === 0) throw new AssetError('asset-redirects', { host });
      const next = allowedAssetUrl(headers.location, hosts, target.url);
      return await download(next, signal, redirectsLeft - 1);
    } catch (error) {
      throw toAssetError(error, signal, host);
    }
  }

  return (fileUrl) =>
    // `async`, so that a refused address rejects like every other fault.
    (async () => download(allowedAssetUrl(fileUrl, hosts), AbortSignal.timeout(timeoutMs), MAX_REDIRECTS))();
}
