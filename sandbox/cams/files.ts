import { type Answer, jsonFile } from './answer.ts';
import { type FaultName, faultEntry, faultNameOf } from './faults.ts';
import { expiryOf, linkProblem, OSS_ACCESS_KEY_ID, signedLink } from './links.ts';
import { ossError } from './oss-error.ts';

const FOLDER = '/flow-assets/';
/** With the name of a fault as a folder, where the download is to meet one. */
const PATH = /^\/flow-assets\/(?:([\w-]+)\/)?([\w-]+)\.json$/;

/** Whether a path is the file server's, not the API's. */
export const isFilePath = (path: string): boolean => path.startsWith(FOLDER);

export interface FilesOptions {
  /** As `http://127.0.0.1:8080`. */
  origin: string;
  /** Milliseconds. */
  linkLifetimeMs: number;
  /** Unix time; milliseconds. */
  now: () => number;
  jsonOf(flowId: string): string | undefined;
}

/** The files behind the links that the API gives out. */
export interface Files {
  /** @param fault that the link, or who follows it, is to meet. */
  link(flowId: string, fault?: FaultName): string;
  answer(link: URL): Answer;
}

const iso = (time: number) => new Date(time).toISOString();

/** The file server: OSS's links and errors, and the faults that a link may lead to. */
export function createFiles({ origin, linkLifetimeMs, now, jsonOf }: FilesOptions): Files {
  function link(flowId: string, faultName?: FaultName): string {
    const kind = faultName && faultEntry(faultName).fault.kind;
    const folder = kind === 'file' ? `${faultName}/` : '';
    return signedLink(
      origin,
      `${FOLDER}${folder}${flowId}.json`,
      now() + (kind === 'expired-link' ? -1000 : linkLifetimeMs),
    );
  }

  function refusal(url: URL): Answer | undefined {
    switch (linkProblem(url, now())) {
      case undefined:
        return undefined;
      case 'unsigned':
        return ossError(403, 'AccessDenied', 'You have no right to access this object because of bucket acl.');
      case 'unknown-key':
        return ossError(403, 'InvalidAccessKeyId', 'The OSS Access Key Id you provided does not exist in our records.');
      case 'tampered':
        return ossError(
          403,
          'SignatureDoesNotMatch',
          'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
          { OSSAccessKeyId: OSS_ACCESS_KEY_ID },
        );
      case 'expired':
        return ossError(403, 'AccessDenied', 'Request has expired.', {
          Expires: iso(expiryOf(url)),
          ServerTime: iso(now()),
        });
    }
  }

  return {
    link,
    answer(url) {
      const refused = refusal(url);
      if (refused !== undefined) return refused;
      const [, folder, flowId = ''] = PATH.exec(url.pathname) ?? [];
      const json = jsonOf(flowId);
      if (json === undefined) return ossError(404, 'NoSuchKey', 'The specified key does not exist.');
      const faultName = folder === undefined ? undefined : faultNameOf(folder);
      const fault = faultName && faultEntry(faultName).fault;
      if (fault?.kind !== 'file') return jsonFile(json);
      return fault.answer({ json, link: url.href, goodLink: () => link(flowId) });
    },
  };
}
