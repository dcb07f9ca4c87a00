import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, jsonFile, type Reply } from './answer.ts';
import type { AskedFile, Fault, FaultEntry } from './fault.ts';
import { largeFlowJson } from './large-flow.ts';
import { ossError } from './oss-error.ts';

const file = (answer: (asked: AskedFile) => Answer): Fault => ({ kind: 'file', answer });
const redirect = (location: string): Reply => ({ status: 302, headers: { location }, body: '' });
const stream = (body: AsyncIterable<string>): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body,
});

const TOO_LARGE_BYTES = 11 * 1024 * 1024;
const CHUNK = ' '.repeat(64 * 1024);

async function* tooLarge({ json }: AskedFile): AsyncIterable<string> {
  for (let sent = 0; sent < TOO_LARGE_BYTES; sent += CHUNK.length) yield CHUNK;
  yield json;
}

const TRICKLE_MS = 250;
const TRICKLES_FOR_MS = 20_000;

async function* slow({ json }: AskedFile): AsyncIterable<string> {
  for (let waited = 0; waited < TRICKLES_FOR_MS; waited += TRICKLE_MS) {
    yield ' ';
    // Without `ref`: a server that is closed meanwhile does not keep its process alive.
    await pause(TRICKLE_MS, undefined, { ref: false });
  }
  yield json;
}

function cutShort({ json }: AskedFile): Reply {
  const whole = jsonFile(json);
  return {
    ...whole,
    headers: { ...whole.headers, 'content-length': Buffer.byteLength(json) },
    body: json.slice(0, json.length / 2),
    isCutShort: true,
  };
}

/** Faults of the download, by the flow ID that meets them: the HTTP status of the file server's answer, and what it is. */
export const FILE_FAULTS = {
  'f404-file': {
    what: 'The file is not there.',
    fault: file(() => ossError(404, 'NoSuchKey', 'The specified key does not exist.')),
  },
  'f500-file': {
    what: 'The file server fails.',
    fault: file(() => ossError(500, 'InternalError', 'We encountered an internal error. Please try again.')),
  },
  'f302-redirect-ok': {
    what: 'A redirect to another address of the same server; goes well.',
    fault: file(({ goodLink }) => redirect(goodLink())),
  },
  'f302-redirect-elsewhere': {
    what: 'A redirect to a host that is not allowed.',
    fault: file(() => redirect('http://example.com/flow.json')),
  },
  'f302-redirect-metadata': {
    what: "A redirect to the address of Alibaba Cloud's instance metadata.",
    fault: file(() => redirect('http://100.100.100.200/latest/meta-data')),
  },
  'f302-redirect-loop': {
    what: 'A redirect to itself.',
    fault: file(({ link }) => redirect(link)),
  },
  'f200-too-large': {
    what: '11 MB, without a word on the size beforehand.',
    fault: file((asked) => stream(tooLarge(asked))),
  },
  'f200-slow': {
    what: 'A byte now and then, for 20 s.',
    fault: file((asked) => stream(slow(asked))),
  },
  'f200-not-json': {
    what: 'A web page in place of the JSON.',
    fault: file(() => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' })),
  },
  'f200-not-object': {
    what: 'A JSON list in place of an object.',
    fault: file(() => jsonFile('[{"id":"WELCOME"}]')),
  },
  'f200-empty': {
    what: 'A file of no bytes.',
    fault: file(() => jsonFile('')),
  },
  'f200-cut-short': {
    what: 'The connection breaks half-way through the file.',
    fault: file(cutShort),
  },
  's200-two-megabytes': {
    what: 'A good flow, but larger than a snippet may be.',
    fault: file(() => jsonFile(largeFlowJson())),
  },
} as const satisfies Record<string, FaultEntry>;
