import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { createServer } from 'node:https';
import { resolve } from 'node:path';

const file = (name: string) => resolve(import.meta.dirname, 'tls', name);

/** The certificate of `localhost` that nobody trusts who isn't told to, as the CA of a company; its key guards nothing else. */
export const COMPANY_CA = file('localhost.pem');

export interface TlsFront {
  /** As `https://localhost:8443`. */
  url: string;
  /** As `localhost:8443`. */
  host: string;
  close(): Promise<void>;
}

/** HTTPS before a server of plain HTTP. */
export async function startTlsFront(target: string): Promise<TlsFront> {
  const tls = { cert: readFileSync(COMPANY_CA), key: readFileSync(file('localhost-key.pem')) };
  const server = createServer(tls, (request, response) => {
    const { method, url, headers } = request;
    const onward = httpRequest(new URL(url ?? '/', target), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `https://localhost:${port}`,
    host: `localhost:${port}`,
    close: () => new Promise((closed) => server.close(() => closed()).closeAllConnections()),
  };
}
