import { type AgentOptions, Agent as HttpAgent, get as httpGet, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, get as httpsGet } from 'node:https';
import { RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { z } from 'zod';
import type { AssetHost } from '../settings/types.ts';
import { AssetError } from './asset-error.ts';
import { type AssetUrl, allowedAssetUrl } from './asset-url.ts';

/**
 * Downloads the file behind a `FilePath`.
 *
 * @param admit asked before a file of more than a megabyte is downloaded, with the most that it can have; bytes. The download
 *   begins anew once it resolves, so that nothing is held meanwhile, and no time-out runs.
 * @returns its bytes.
 * @throws {AssetError}, and what `admit` rejects with.
 */
export type DownloadAsset = (fileUrl: string, admit?: (bytes: number) => Promise<void>) => Promise<Buffer>;

export interface AssetOptions {
  hosts: readonly AssetHost[];
  /** For the whole download, redirects included; milliseconds. */
  timeoutMs?: number;
  maxBytes?: number;
  /** The proxy that downloads go through, as agents of Node take it. */
  proxyEnv?: AgentOptions['proxyEnv'] | undefined;
}

/** A file of this size is downloaded without asking; bytes. */
const MAX_UNASKED = 1024 * 1024;

/** The file is larger than what is downloaded without asking. */
class NotAdmitted extends Error {
  readonly kind = 'not-admitted';
  /** The most that it can have. */
  readonly bytes: number;

  constructor(bytes: number) {
    super('not-admitted');
    this.bytes = bytes;
  }
}

/** OSS redirects once at the most; more than this is a loop. */
const MAX_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

type Agents = ReturnType<typeof agentsFor>;

function agentsFor(proxyEnv: AssetOptions['proxyEnv']) {
  const options = { keepAlive: false, ...(proxyEnv && { proxyEnv }) };
  return {
    /**
     * Checks each address that a name stands for at the moment of connecting (a name may be repointed after any earlier
     * check), and lets none through that isn't public: no private, loopback, link-local or metadata address. What a proxy
     * makes of a name can't be seen: there only addresses that stand in a URL as such are checked, and the allowed hosts count.
     */
    publicOnly: new RequestFilteringHttpsAgent(options),
    // Without a proxy, Node's own agents do.
    ofThisMachine: proxyEnv && { 'http:': new HttpAgent(options), 'https:': new HttpsAgent(options) },
  };
}

function agentFor({ url, isLoopback }: AssetUrl, { publicOnly, ofThisMachine }: Agents) {
  if (!isLoopback) return publicOnly;
  return ofThisMachine?.[url.protocol === 'http:' ? 'http:' : 'https:'];
}

function request(target: AssetUrl, agents: Agents, signal: AbortSignal): Promise<IncomingMessage> {
  const { url } = target;
  return new Promise((resolve, reject) => {
    // Bytes as they are: a compressed body could be small here and huge once unpacked.
    const options = { signal, headers: { accept: 'application/json', 'accept-encoding': 'identity' } };
    const get = url.protocol === 'http:' ? httpGet : httpsGet;
    get(url, { ...options, agent: agentFor(target, agents) }, resolve).on('error', reject);
  });
}

/** @param unasked what may be read before `NotAdmitted` is thrown. */
async function readAtMost(response: IncomingMessage, maxBytes: number, unasked: number): Promise<Buffer> {
  const declared = Number(response.headers['content-length'] ?? 0);
  if (declared > maxBytes) throw new AssetError('asset-too-large');
  if (declared > unasked) throw new NotAdmitted(declared);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new AssetError('asset-too-large');
    if (size > unasked) throw new NotAdmitted(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** The proxy's status where it refused to connect. Source: `ERR_PROXY_TUNNEL` of Node. */
const proxyRefusal = z.object({ code: z.literal('ERR_PROXY_TUNNEL'), statusCode: z.number() });
const proxyStatusOf = (error: unknown) => proxyRefusal.safeParse(error).data?.statusCode;

function toAssetError(error: unknown, signal: AbortSignal, host: string): AssetError | NotAdmitted {
  if (error instanceof AssetError || error instanceof NotAdmitted) return error;
  if (signal.aborted) return new AssetError('asset-timeout', { host });
  // The agent's error has no class and no code of its own; this sentence is its contract.
  if (error instanceof Error && /^DNS lookup .* is not allowed/.test(error.message)) {
    return new AssetError('asset-private-address', { host });
  }
  const proxyStatus = proxyStatusOf(error);
  if (proxyStatus !== undefined)
    return new AssetError('asset-proxy-refused', { host, status: proxyStatus, cause: error });
  return new AssetError('asset-network', { host, code: codeOf(error), cause: error });
}

/** A downloader for files of the given hosts: at most 10 MB and 15 s by default. */
export function createAssetDownloader({
  hosts,
  timeoutMs = 15_000,
  maxBytes = 10 * 1024 * 1024,
  proxyEnv,
}: AssetOptions): DownloadAsset {
  const agents = agentsFor(proxyEnv);

  async function download(
    target: AssetUrl,
    { signal, unasked }: { signal: AbortSignal; unasked: number },
    redirectsLeft: number,
  ): Promise<Buffer> {
    const { host } = target.url;
    let response: IncomingMessage | undefined;
    try {
      response = await request(target, agents, signal);
      const { statusCode: status = 0, headers } = response;
      if (status === 200) return await readAtMost(response, maxBytes, unasked);
      response.destroy();
      if (!REDIRECTS.has(status) || headers.location === undefined) {
        // A proxy answers so in the host's place where the address is of plain HTTP.
        if (status === 407) throw new AssetError('asset-proxy-refused', { host, status });
        // OSS answers 403 for a link that has expired, and for one whose signature does not fit.
        throw new AssetError(status === 403 ? 'asset-expired' : 'asset-status', { host, status });
      }
      if (redirectsLeft === 0) throw new AssetError('asset-redirects', { host });
      const next = allowedAssetUrl(headers.location, hosts, target.url);
      return await download(next, { signal, unasked }, redirectsLeft - 1);
    } catch (error) {
      response?.destroy();
      throw toAssetError(error, signal, host);
    }
  }

  // `async`, so that a refused address rejects like every other fault.
  return async (fileUrl, admit) => {
    const start = (unasked: number) =>
      download(allowedAssetUrl(fileUrl, hosts), { signal: AbortSignal.timeout(timeoutMs), unasked }, MAX_REDIRECTS);
    try {
      return await start(admit === undefined ? maxBytes : Math.min(MAX_UNASKED, maxBytes));
    } catch (error) {
      if (!(error instanceof NotAdmitted && admit !== undefined)) throw error;
      await admit(error.bytes);
      return await start(maxBytes);
    }
  };
}
