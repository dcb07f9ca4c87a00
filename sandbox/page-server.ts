import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import type { Handler } from './slack/http.ts';

const ROOT = fileURLToPath(new URL('page', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

const typeOf = (name: string) => TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';

/** Builds the page, and serves it from memory: nothing is written, nothing grows stale. */
export async function buildPage(): Promise<Handler> {
  const built = await build({ root: ROOT, logLevel: 'warn', build: { write: false } });
  // One input gives one output, and nothing is watched.
  const outputs = [built].flat() as Rolldown.RolldownOutput[];
  const files = new Map(
    outputs
      .flatMap(({ output }) => output)
      .map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]),
  );
  files.set('/icon.svg', await readFile(`${ROOT}/public/icon.svg`));

  return (request, response, { pathname }) => {
    const name = pathname === '/' ? '/index.html' : pathname;
    const content = request.method === 'GET' ? files.get(name) : undefined;
    if (content === undefined) response.writeHead(404, { 'content-type': 'text/plain' }).end('There is nothing here.');
    else response.writeHead(200, { 'content-type': typeOf(name), 'cache-control': 'no-cache' }).end(content);
  };
}
