import { describe, it } from 'vitest';
import { presentableMessage } from '../../src/cams/errors.ts';
import { checkFlow } from '../../src/checks/index.ts';
import { compareFlows } from '../../src/flows/change/flow-change.ts';
import { findCandidates } from '../../src/flows/ids/find-flow-ids.ts';
import { readMeaning } from '../../src/flows/json/flow-document.ts';
import { checkGivenText } from '../../src/flows/work/check-given.ts';
import { redact, secretTexts } from '../../src/log.ts';
import { findSecrets } from '../../src/redaction/find-secrets.ts';
import { code, cutMrkdwn, escapeMrkdwn, plain, toPlainText } from '../../src/slack/messages/message.ts';
import { cleanWords } from '../../src/slack/payloads/command/words.ts';
import { messageTexts } from '../../src/slack/payloads/message-texts.ts';
import { expectLinear } from '../support/scaling.ts';

/** Pieces that a pattern may begin to match, again and again, and never come to an end with. */
const PIECES = [
  ...[
    'xoxa.',
    'xoxb-',
    'xapp',
    'LTAI',
    'STS.',
    'https://',
    'https://a?',
    'wss://',
    '?code=',
    'https://hooks.slack.com/',
  ],
  ...['<', '<http:', '<https://a|', '<!date^', '&', '&lt;', '"', "'", '`', '\\', '[', '{"a":', '(', ' ', '\t', '\n'],
  ...[
    'a',
    'aB',
    'a-',
    'a_',
    'a.',
    '1',
    '1.',
    '12:',
    '+1 ',
    '1a',
    'f',
    '0f',
    'id ',
    'id:',
    'flow id ',
    'flow_id=',
    '/flows/',
  ],
  ...['flow-json ', 'no.', 'a.nl', '流程', '👍', '\u200b', '|', ', ', ';', 'A', '=', '%26flow_id=', 'aaaaaaaaaaaaaaa1'],
  ...[
    'xoxb-1-1-a ',
    '-----BEGIN PRIVATE KEY-----',
    'AKIA',
    'mongodb://a:',
    'password=',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Flow JSON has such placeholders
    '${data.a} ',
    'a@b.',
  ],
];
/** A text of a flow, an example of data, and an ID. */
const flowWith = (text: string) =>
  JSON.stringify({
    version: '7.1',
    screens: [
      {
        id: text,
        title: text,
        data: { note: { type: 'string', __example__: text } },
        layout: { type: 'SingleColumnLayout', children: [{ type: 'TextBody', text }] },
      },
    ],
  });
const secrets = secretTexts(['a secret', 'xoxb-known-token']);

/** Everything that reads a text from outside with a pattern, and how much of one it may get. */
const READERS: readonly [string, (text: string) => unknown, number][] = [
  ['a line of the log', (text) => redact(text, secrets), 20_000],
  ["Alibaba Cloud's sentence", presentableMessage, 20_000],
  ['mrkdwn', (text) => escapeMrkdwn(text) + code(text), 20_000],
  ['the plain text of mrkdwn', (text) => plain(text) + toPlainText(text), 20_000],
  ['mrkdwn that is cut', (text) => cutMrkdwn(text, text.length - 1), 20_000],
  ["a command's words", cleanWords, 20_000],
  ['a message', (text) => messageTexts({ text, blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] }), 5_000],
  ["a flow's JSON that may hold secrets", (text) => findSecrets(flowWith(`${text}-----END PRIVATE KEY-----`)), 10_000],
  ["a flow's JSON that is checked", (text) => checkFlow(flowWith(text), { language: 'en' }), 5_000],
  ['what is given to be checked', (text) => checkGivenText({ text, language: 'en' }), 5_000],
  [
    'a change of a flow',
    (text) => compareFlows(readMeaning(flowWith(text)), readMeaning(flowWith(`${text}.`))),
    20_000,
  ],
  ['the flow IDs of a message', (text) => findCandidates(messageTexts({ text })), 5_000],
];

describe.each(READERS)('the time for %s grows with its length, and no faster', (_name, read, characters) => {
  it.each(PIECES)('made of %j', (piece) =>
    expectLinear((length) => {
      const text = piece.repeat(Math.ceil(length / piece.length));
      return () => read(text);
    }, characters),
  );
});
