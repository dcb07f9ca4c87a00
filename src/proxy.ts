import http, { type AgentOptions, type ClientRequest } from 'node:http';
import https from 'node:https';
import { Agent, DecoratorHandler, type Dispatcher, EnvHttpProxyAgent, setGlobalDispatcher } from 'undici';
import type { ProxySettings } from './settings/types.ts';

/** What is handed to those who don't send by `fetch`. */
export interface ThroughProxy {
  /** Of undici, for Socket Mode's link. */
  dispatcher: Dispatcher;
  /** For agents of `node:http` and `node:https`. */
  proxyEnv: NonNullable<AgentOptions['proxyEnv']>;
}

const NOT_AUTHENTICATED = 407;

/** Where this process itself listens, as `127.0.0.1:8080`. */
const ownHosts = new Set<string>();

/**
 * What goes to a `host:port` of this process goes straight there, whatever the settings say: for a proxy the same address would
 * be one of its own machine.
 *
 * @returns what ends that.
 */
export function keepFromProxy(host: string): () => void {
  ownHosts.add(host);
  return () => void ownHosts.delete(host);
}

/** Whether Node sends by a proxy of its own accord (`NODE_USE_ENV_PROXY=1`, `--use-env-proxy`): `keepFromProxy` does not reach that. */
export function isProxiedByNode(): boolean {
  // Its types leave out what an agent was made with.
  const { options } = http.globalAgent as http.Agent & { options?: AgentOptions };
  return options?.proxyEnv !== undefined;
}

/** The proxy did not make the connection that it was asked for. */
export class ProxyRefused extends Error {
  readonly kind = 'proxy-refused';
  readonly code: 'ERR_PROXY_AUTHENTICATION' | 'ERR_PROXY_REFUSED';
  /** HTTP's, as 407. */
  readonly status: number;

  constructor(status: number) {
    super(`The proxy refused the connection with HTTP ${status}`);
    this.name = 'ProxyRefused';
    this.status = status;
    this.code = status === NOT_AUTHENTICATED ? 'ERR_PROXY_AUTHENTICATION' : 'ERR_PROXY_REFUSED';
  }
}

const isOwn = ({ origin = '' }: Dispatcher.DispatchOptions): boolean => ownHosts.has(new URL(origin).host);

/** What undici's `ProxyAgent` says, as of 7.30; `fetch` would make "Request was cancelled" of it. */
const REFUSAL = /^Proxy response \((\d{3})\) !== 200/;

/** A handler that hears of `ProxyRefused`; whatever else happens to a request, the given one hears as it is. */
function namingRefusals(given: Dispatcher.DispatchHandler): Dispatcher.DispatchHandler {
  // Node's own fetch has handlers of undici's older form: this makes one of the newer form of either.
  const handler: Dispatcher.DispatchHandler = new DecoratorHandler(given);
  return {
    onRequestStart: (...parts) => handler.onRequestStart?.(...parts),
    onRequestUpgrade: (...parts) => handler.onRequestUpgrade?.(...parts),
    onResponseStart: (...parts) => handler.onResponseStart?.(...parts),
    onResponseData: (...parts) => handler.onResponseData?.(...parts),
    onResponseEnd: (...parts) => handler.onResponseEnd?.(...parts),
    onResponseError(controller, error) {
      const status = REFUSAL.exec(error.message)?.[1];
      handler.onResponseError?.(controller, status === undefined ? error : new ProxyRefused(Number(status)));
    },
  };
}

type Request = typeof http.request;

/**
 * httpx 2, by which Alibaba Cloud's clients send, takes no agent from them and no proxy from the environment. It sends by the
 * module object's `request`, which no one else here does: all others import what they need by its name.
 */
function giveHttpxAgents(proxyEnv: ThroughProxy['proxyEnv']): void {
  const wrap =
    (request: Request, agent: http.Agent) =>
    (options: http.RequestOptions): ClientRequest =>
      request(ownHosts.has(`${options.host}:${options.port}`) ? options : { ...options, agent });
  const options = { keepAlive: true, proxyEnv };
  http.request = wrap(http.request, new http.Agent(options)) as Request;
  https.request = wrap(https.request as Request, new https.Agent(options)) as typeof https.request;
}

/**
 * Has this process send all that goes to Slack and Alibaba Cloud through the proxy: `fetch` and Alibaba Cloud's clients from
 * now on, by themselves; the others by what is returned. The database has a protocol of its own, and is not affected.
 *
 * @returns undefined where there is no proxy: then nothing is changed.
 */
export function goThroughProxy(settings: ProxySettings | undefined): ThroughProxy | undefined {
  if (settings === undefined) return undefined;
  const { https: httpsProxy, http: httpProxy = '', except: noProxy } = settings;
  const straight = new Agent();
  const dispatcher = new EnvHttpProxyAgent({ httpProxy, httpsProxy, noProxy }).compose(
    (dispatch) => (options, handler) =>
      isOwn(options) ? straight.dispatch(options, handler) : dispatch(options, namingRefusals(handler)),
  );
  setGlobalDispatcher(dispatcher);
  const proxyEnv = { HTTPS_PROXY: httpsProxy, NO_PROXY: noProxy, ...(httpProxy && { HTTP_PROXY: httpProxy }) };
  giveHttpxAgents(proxyEnv);
  return { dispatcher, proxyEnv };
}

/** The refusal behind an error, however deep; undefined where there is none. */
export function proxyRefusalOf(error: unknown): ProxyRefused | undefined {
  if (error instanceof ProxyRefused) return error;
  if (!(error instanceof Error)) return undefined;
  return proxyRefusalOf(error.cause) ?? ('original' in error ? proxyRefusalOf(error.original) : undefined);
}
