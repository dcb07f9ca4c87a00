import type { Emulator } from './emulator.ts';
import type { Handler } from './http.ts';
import type { RecordedCall } from './web-api.ts';

export interface PrivateFilesParts {
  emulator: Emulator;
  botToken: string;
  botScopes: readonly string[];
  record: (call: Omit<RecordedCall, 'at'>) => void;
}

/** Slack's page to sign in: what whoever may not see a file gets in its place, with a status of 200. */
const SIGN_IN = '<!DOCTYPE html><html><head><title>Slack</title></head><body>Sign in to your workspace</body></html>';

/**
 * `/files-pri/<fileId>/<name>`: the address that a file has as its `url_private` and `url_private_download`. It takes the bot's
 * token, with the scope `files:read`; who comes without gets a web page (source: "Files" in Slack's docs, on `url_private`).
 */
export function createPrivateFiles({ emulator, botToken, botScopes, record }: PrivateFilesParts): Handler {
  return async ({ headers }, response, { pathname, search }) => {
    const isAllowed = headers.authorization === `Bearer ${botToken}` && botScopes.includes('files:read');
    const file = isAllowed
      ? await fetch(`${emulator.url}${pathname}${search}`, {
          headers: { authorization: emulator.authorization('bot') },
        })
      : undefined;
    record({ method: 'url_private', ok: file?.ok === true });
    if (file?.ok !== true) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(SIGN_IN);
      return;
    }
    const type = file.headers.get('content-type') ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type }).end(Buffer.from(await file.arrayBuffer()));
  };
}
