import { connect } from 'node:net';
import { signatureHeaders } from '../../sandbox/slack/signing.ts';

/** Nobody at a port has to keep to HTTP, or to what Slack sends; each as its bytes. */
export const ODD_REQUESTS: Readonly<Record<string, string>> = {
  'two slashes': 'GET // HTTP/1.1\r\nhost: x\r\n\r\n',
  'two slashes, posted': 'POST // HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n',
  'a path that is no address': 'GET http://[ HTTP/1.1\r\nhost: x\r\n\r\n',
  'an address of another host': 'GET http://elsewhere.example/health HTTP/1.1\r\nhost: x\r\n\r\n',
  'a star': 'OPTIONS * HTTP/1.1\r\nhost: x\r\n\r\n',
  'a host that is none': 'GET /slack/install HTTP/1.1\r\nhost: ]:99999\r\n\r\n',
  'no host': 'GET /health HTTP/1.1\r\n\r\n',
  'the old HTTP': 'GET /health HTTP/1.0\r\n\r\n',
  'escapes that are none': 'GET /%ff%zz/%00 HTTP/1.1\r\nhost: x\r\n\r\n',
  'a way up': 'GET /../../etc/passwd HTTP/1.1\r\nhost: x\r\n\r\n',
  'a tunnel': 'CONNECT example.com:443 HTTP/1.1\r\nhost: x\r\n\r\n',
  'an upgrade':
    'GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-key: eA==\r\n\r\n',
  'HTTP 2 at once': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'a method that is none': 'BREW /slack/events HTTP/1.1\r\nhost: x\r\n\r\n',
  'no HTTP at all': '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n',
  'two lengths': 'POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab',
  'a length and chunks':
    'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  'a negative length': 'POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n',
  'chunks that are none': 'POST /slack/events HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
  'an expectation': 'POST /slack/events HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 9\r\n\r\n',
  'another expectation': 'POST /slack/events HTTP/1.1\r\nhost: x\r\nexpect: wonders\r\ncontent-length: 9\r\n\r\n',
  'two signatures':
    'POST /slack/events HTTP/1.1\r\nhost: x\r\nx-slack-signature: a\r\nx-slack-signature: b\r\ncontent-length: 0\r\n\r\n',
  'a header of 20 kB': `GET /health HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(20_000)}\r\n\r\n`,
  'a thousand headers': `GET /health HTTP/1.1\r\nhost: x\r\n${'a: b\r\n'.repeat(1000)}\r\n`,
  'a path of 15 kB': `GET /${'xoxa.'.repeat(3000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
  'a health check with a body': 'GET /health HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\nhello',
  'pages of installing with nothing': 'GET /slack/oauth_redirect HTTP/1.1\r\nhost: x\r\n\r\n',
  'a state that is none': 'GET /slack/oauth_redirect?code=%00&state=%ff HTTP/1.1\r\nhost: x\r\ncookie: =;=;a\r\n\r\n',
  'many at once': 'GET // HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(50),
};

/** Bodies that are signed, and yet none that Slack sends. */
export const ODD_BODIES: readonly string[] = [
  ...['null', '[]', '"x"', '5', 'true', '', '{', '{}', '\u0000', '{"type":null}', '{"event":null}', '{"event":5}'],
  ...['{"type":"event_callback","event":{}}', '{"type":"event_callback","event":{"type":null},"team_id":5}'],
  '{"type":"event_callback","team_id":"__proto__","event":{"type":"app_home_opened","user":{},"tab":"home"}}',
  '{"type":"event_callback","authorizations":[null],"event":{"type":"message"}}',
  '{"type":"block_actions","actions":[],"user":null,"team":null}',
  '{"type":"block_actions","actions":null,"user":{"id":"U1","team_id":"T1"}}',
  '{"type":"block_actions","actions":[null],"user":{"id":"U1","team_id":"T1"}}',
  '{"type":"view_submission","view":null,"user":{"id":"U1"}}',
  '{"type":"view_submission","view":{"callback_id":"flow_picker","state":5},"user":{"id":"U1"},"response_urls":[null]}',
  '{"type":"message_action","callback_id":"get_flow_json","message":null,"user":{"id":"U1"},"team":{"id":"T1"}}',
  '{"type":"block_suggestion","action_id":"flows","value":null,"user":{"id":"U1"},"team":{"id":"T1"}}',
  '{"__proto__":{"type":"event_callback"},"constructor":{"prototype":{}},"command":"/flow-json"}',
  '{"command":null}',
  `{"type":"event_callback","event":${'{"event":'.repeat(20_000)}1${'}'.repeat(20_000)}}`,
  `{"type":"event_callback","event":{"type":"message","blocks":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
];

/** Forms that are signed, and yet none that Slack sends. */
export const ODD_FORMS: readonly string[] = [
  ...['payload=null', 'payload=[]', 'payload=5', 'payload=', 'payload=%7B', 'payload=%ff', '=', '&&&', '%', 'a'],
  ...['command=', 'command=%2Fflow-json', 'command=%2Fflow-json&text=%00', '__proto__=1&command=__proto__'],
  'payload=%7B%22type%22%3A%22block_actions%22%7D&payload=%7B%7D',
  `command=%2Fflow-json&team_id=T1&user_id=U1&text=${'%5B'.repeat(20_000)}`,
];

export interface RawAnswer {
  /** The status of the first answer; undefined where the connection was closed without one. */
  status: number | undefined;
  /** All that came. */
  text: string;
}

/** Sends bytes as they are, and waits for an answer or the end of the connection; milliseconds. */
export function sendRaw(url: string, bytes: string, withinMs = 10_000): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes, 'latin1'));
    const end = () => {
      clearTimeout(timer);
      socket.destroy();
      const status = /^HTTP\/1\.1 (\d{3}) (?!Continue)/m.exec(text)?.[1];
      resolve({ status: status === undefined ? undefined : Number(status), text });
    };
    const timer = setTimeout(end, withinMs);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (/^HTTP\/1\.1 (?!100)/m.test(text)) end();
    });
    socket.on('close', end);
    // Closed by the other side while something was on its way.
    socket.on('error', end);
  });
}

export interface SignedPost {
  signingSecret: string;
  contentType?: string;
  /** Of the timestamp, from now; seconds. */
  aheadS?: number;
}

/** Posts a body as Slack does, signed; gives the status. */
export async function postSigned(
  url: string,
  body: string,
  { signingSecret, contentType = 'application/json', aheadS = 0 }: SignedPost,
): Promise<number> {
  const timestamp = Math.floor(Date.now() / 1000) + aheadS;
  const headers = { 'content-type': contentType, ...signatureHeaders({ signingSecret, timestamp, body }) };
  const answer = await fetch(url, { method: 'POST', headers, body });
  await answer.arrayBuffer();
  return answer.status;
}
