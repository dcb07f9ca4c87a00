import { Server } from 'proxy-chain';

/** What a bot asked of the proxy. */
export interface Proxied {
  /** As `127.0.0.1:8080`. */
  host: string;
  /** Of a request of plain HTTP that came without a tunnel, as `POST /`. */
  request: string | undefined;
}

/** A proxy as companies have them: nothing goes through it without its user name and password. */
export interface CompanyProxy {
  port: number;
  /** With the credentials, as `HTTPS_PROXY` has it. */
  url: string;
  /** What it let through. */
  proxied: Proxied[];
  /** From now on it answers 407 to what this says. */
  refuse(isRefused: (asked: Proxied) => boolean): void;
  /** Ends what goes through it at the moment. */
  closeTunnels(): void;
  close(): Promise<void>;
}

export const PROXY_PASSWORD = 'p@ss/word-of-the-proxy';

export async function startCompanyProxy(): Promise<CompanyProxy> {
  const proxied: Proxied[] = [];
  let isRefused = (_asked: Proxied) => false;
  const server = new Server({
    host: '127.0.0.1',
    port: 0,
    prepareRequestFunction({ request, username, password, hostname, port, isHttp }) {
      const path = URL.canParse(request.url ?? '') ? new URL(request.url ?? '').pathname : request.url;
      const asked = { host: `${hostname}:${port}`, request: isHttp ? `${request.method} ${path}` : undefined };
      const requestAuthentication = username !== 'bot' || password !== PROXY_PASSWORD || isRefused(asked);
      if (!requestAuthentication) proxied.push(asked);
      return { requestAuthentication };
    },
  });
  await server.listen();
  return {
    port: server.port,
    url: `http://bot:${encodeURIComponent(PROXY_PASSWORD)}@127.0.0.1:${server.port}`,
    proxied,
    refuse(refused) {
      isRefused = refused;
    },
    closeTunnels: () => server.closeConnections(),
    close: () => server.close(true),
  };
}
