import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlowCatalogue } from '../../../../src/flows/catalogue/flow-catalogue.ts';
import { foundFlows } from '../../../../src/flows/catalogue/found-flows.ts';
import { type Candidate, findCandidates } from '../../../../src/flows/ids/find-flow-ids.ts';
import { isFlowId } from '../../../../src/flows/ids/flow-id.ts';
import { messageTexts } from '../../../../src/slack/payloads/message-texts.ts';
import { messageSamples } from '../../../support/message-samples.ts';
import { catalogued } from '../../slack/support/flows.ts';
import { BLIND_A } from './messages-blind-a.ts';
import { BLIND_B } from './messages-blind-b.ts';
import { HELD_OUT, MESSAGES } from './messages-table.ts';

const ID = '1706000000000001';
const OTHER = '164287359012345';
const HEX = '17b6e2c94f0a4d1f8a3c5d7e90b12f34';

const candidatesIn = (message: unknown): Candidate[] =>
  findCandidates(messageTexts(typeof message === 'string' ? { text: message } : message));
const pointedTo = (message: unknown) =>
  candidatesIn(message).flatMap(({ id, isPointedTo }) => (isPointedTo ? [id] : []));
const idsIn = (message: unknown) => candidatesIn(message).map(({ id }) => id);

const space = { account: 'default', custSpaceId: undefined };
/** A list that holds these flows and 500 others. */
function listOf(flowIds: readonly string[]): Pick<FlowCatalogue, 'lookUp'> {
  const others = Array.from({ length: 500 }, (_, index) => `9${String(index * 7919).padStart(15, '0')}`);
  const known = new Set([...flowIds, ...others]);
  const listed = (ids: readonly { id: string }[]) =>
    ids.flatMap(({ id: flowId }) => (known.has(flowId) ? [catalogued({ flowId })] : []));
  return { lookUp: async (_spaces, ids) => ({ listed: listed(ids), isListKnown: true }) };
}

interface Row {
  message: unknown;
  expected: readonly string[];
  either: readonly string[];
}
const rowsOf = (rows: readonly (readonly [unknown, string[]])[]): Row[] =>
  rows.map(([message, expected]) => ({ message, expected, either: [] }));
const blindRows = (rows: typeof BLIND_A): Row[] =>
  rows.map(({ message, ids }) => ({ message, expected: ids, either: [] }));

const samples = messageSamples();
interface Table {
  name: string;
  rows: readonly Row[];
  /** It uses one number now for a flow and now for something else, so that each message needs an account of its own. */
  usesNumbersTwice?: true;
}

const TABLES: readonly Table[] = [
  { name: 'written here', rows: rowsOf(MESSAGES), usesNumbersTwice: true },
  { name: 'held out', rows: rowsOf(HELD_OUT) },
  { name: 'written by somebody else', rows: blindRows(BLIND_A) },
  { name: 'of a bank, a shop and a hospital', rows: blindRows(BLIND_B) },
  ...(samples === undefined ? [] : [{ name: 'of others', rows: samples }]),
];

/** What is offered of each message, and how much of it is wrong or missing. */
async function ratesOf({ rows, usesNumbersTwice }: Table) {
  const ofAll = listOf(rows.flatMap(({ expected }) => expected));
  const counts = { wanted: 0, missed: 0, ticked: 0, tickedWrong: 0, unticked: 0, untickedWrong: 0 };
  for (const { message, expected, either } of rows) {
    const list = usesNumbersTwice ? listOf(expected) : ofAll;
    const { listed, others } = await foundFlows(list, [space], candidatesIn(message));
    const isWrong = ({ flowId }: { flowId: string }) => !expected.includes(flowId) && !either.includes(flowId);
    counts.wanted += expected.length;
    counts.missed += expected.filter((id) => !listed.some(({ flowId }) => flowId === id)).length;
    counts.ticked += listed.length;
    counts.tickedWrong += listed.filter(isWrong).length;
    counts.unticked += others.length;
    counts.untickedWrong += others.filter(isWrong).length;
  }
  return counts;
}

describe('findCandidates on tables of messages', () => {
  it('is measured on enough of them', () => {
    const rows = TABLES.flatMap((table) => table.rows);
    expect(rows.filter(({ expected }) => expected.length > 0).length).toBeGreaterThanOrEqual(250);
    expect(rows.filter(({ expected }) => expected.length === 0).length).toBeGreaterThanOrEqual(250);
  });

  it.each(TABLES)('ticks nothing wrong and misses less than 1 %: $name', async (table) => {
    const { name, rows } = table;
    const { wanted, missed, ticked, tickedWrong, unticked, untickedWrong } = await ratesOf(table);
    const percent = (part: number, all: number) =>
      `${part} of ${all} (${((100 * part) / Math.max(1, all)).toFixed(1)} %)`;
    console.info(
      `${name}, ${rows.length} messages: wrong ${percent(tickedWrong, ticked)} of those ticked and ` +
        `${percent(untickedWrong, unticked)} of those not, missed ${percent(missed, wanted)}`,
    );
    expect(tickedWrong).toBe(0);
    expect(untickedWrong).toBe(0);
    expect(missed / wanted).toBeLessThan(0.01);
  });

  it.each(TABLES)('points to nothing wrong where no list is known: $name', ({ rows }) => {
    for (const { message, expected, either } of rows) {
      const wrong = pointedTo(message).filter((id) => !expected.includes(id) && !either.includes(id));
      expect([message, wrong]).toEqual([message, []]);
    }
  });
});

describe('findCandidates', () => {
  it.each([
    ['back-ticks', `\`${ID}\``, ID],
    ['italics', `_${ID}_`, ID],
    ["a file's name", `clinic_${ID}.json`, ID],
    ['a copy', `${HEX}-v2`, HEX],
    ['Chinese around it', `换成${ID}，模板不用动`, ID],
    ['full-width digits', '１７０６１２３４５６７８９０１２', '1706123456789012'],
    ['an ID of another look', 'see kyc-cn_0712 please', 'kyc-cn_0712'],
    ['an address', `https://example.com/x?y=${ID}`, ID],
    ['a zero-width space', `${ID}\u200B`, ID],
  ])('finds the ID in %s', (_name, message, id) => {
    expect(idsIn(message)).toContain(id);
  });

  it.each([
    ['a label', `flow ID: ${ID}`],
    ['a label with a sign', `flow_id=${ID}`],
    ['a label in a name', `flow_id-${ID}-v2.json`],
    ['the word for a flow', `the flow ${ID} is broken`],
    ['a verb between', `the order flow is ${ID}`],
    ['a Chinese label', `流程ID：${ID}`],
    ['a Chinese word', `请帮忙看一下流程${ID}`],
    ['Spanish', `El flujo ${ID} no abre`],
    ['JSON', `{"flowId": "${ID}"}`],
    ['JSON with curly quotes', `“flow_id”: “${ID}”`],
    ['an object of JSON', `{"flow":{"id":"${ID}"}}`],
    ['the command', `/flow-json ${ID}`],
    ['bold', `*flow* *${ID}*`],
    ["a link of Meta's", `https://business.facebook.com/wa/manage/flows/${ID}/?waba_id=${OTHER}`],
    ["a link of the console's", `<https://chatapp.console.aliyun.com/flow?flowId=${ID}&amp;x=${OTHER}|console>`],
    [
      'a link within a link',
      `https://slack-redir.net/link?url=https%3A%2F%2Fb.facebook.com%2Fwa%2Fmanage%2Fflows%2F${ID}%2F`,
    ],
  ])('is pointed to by %s', (_name, message) => {
    expect(pointedTo(message)).toEqual([ID]);
  });

  it.each([
    `order ${ID}`,
    `$${ID}`,
    `workflow ${ID}`,
    `overflow: ${ID}`,
    `flow for the order ${ID}`,
    `flow_token: ${HEX}`,
    'flow version2 is out',
    ID,
    `https://example.com/docs/flows/getting-started1`,
    `https://x.com/acme/status/${ID}`,
  ])('is pointed to by nothing in %j', (message) => {
    expect(pointedTo(message)).toEqual([]);
  });

  it('is pointed to with a label that says “ID”, whatever it looks like', () => {
    expect(pointedTo('流程 ID「kyc-cn_0712」打不开')).toEqual(['kyc-cn_0712']);
    expect(pointedTo('flow id: kyc-v7-x')).toEqual(['kyc-v7-x']);
    expect(pointedTo('flow kyc-v7-x')).toEqual([]);
  });

  it('takes a list for what its first one is', () => {
    const third = '1706000000000003';
    expect(pointedTo(`Flows: ${ID}, \`${HEX}\` and ${third}`)).toEqual([ID, HEX, third]);
    expect(pointedTo(`流程：${ID}、${third}`)).toEqual([ID, third]);
    expect(pointedTo(`flow ${ID} for order ${third}`)).toEqual([ID]);
    expect(pointedTo(`flow ${ID}\n\n\norder\n${third}`)).toEqual([ID]);
  });

  it('knows the space that a link names', () => {
    const link = `https://chatapp.console.aliyun.com/flow?flowId=${ID}&custSpaceId=cams-1`;
    expect(candidatesIn(`${ID} is at ${link}`)[0]).toEqual({ id: ID, isPointedTo: true, custSpaceId: 'cams-1' });
  });

  it('gives each once, in the order of their first mention', () => {
    expect(idsIn(`${HEX} and ${ID}, flow ${HEX}`)).toEqual([HEX, ID]);
    expect(pointedTo(`${HEX} and ${ID}, flow ${HEX}`)).toEqual([HEX]);
  });

  it('reads the preview of a snippet, and no ID that is cut off', () => {
    const file = { title: 'log', name: 'log', preview: `flow_id=${ID}\nflow_id=17060000000000029` };
    expect(pointedTo({ files: [file] })).toEqual([ID, '17060000000000029']);
    expect(pointedTo({ files: [{ ...file, preview_is_truncated: true }] })).toEqual([ID]);
  });

  it.each([undefined, null, 7, 'text', [], { text: 7, blocks: 'x', attachments: [null], files: {} }])(
    'finds nothing in %j',
    (message) => {
      expect(findCandidates(messageTexts(message))).toEqual([]);
    },
  );

  it('does not read below a depth of 20', () => {
    let block: object = { type: 'section', text: ID };
    for (let depth = 0; depth < 5000; depth += 1) block = { elements: [block] };
    expect(idsIn({ blocks: [block] })).toEqual([]);
  });

  it.each([
    ...[
      '1',
      'a ',
      'a-',
      '-',
      '_',
      '<',
      '"',
      '\n',
      'flow id ',
      'flow ',
      '流程',
      '/flows/',
      '<https://',
      'flow_id=ab12cd ',
    ],
    ...[`${ID} `, `flow ${ID}, `, `${ID}-`, `https://a.b/flows/${ID} `, `https://a.b/?flowId=${ID}&`, '%2', 'a:"'],
  ])('takes no more than a thousand, of very many of %j', (piece) => {
    expect(idsIn({ text: piece.repeat(200_000) }).length).toBeLessThanOrEqual(1_000);
  });

  it('finds an ID behind one that is repeated for ever', () => {
    const text = `${`flow ${ID} \n`.repeat(500)} and the flow 1706999999999991`;
    expect(pointedTo({ text })).toEqual([ID, '1706999999999991']);
  });

  it('gives distinct flow IDs, whatever it is given', () => {
    const texts = fc.oneof(fc.string(), fc.constantFrom(...MESSAGES.map(([message]) => JSON.stringify(message))));
    const anything = fc.anything();
    const messages = fc.oneof(
      anything,
      fc.record(
        { text: texts, blocks: anything, attachments: fc.array(anything), files: fc.array(anything) },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(messages, (message) => {
        const ids = findCandidates(messageTexts(message)).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.filter((id) => !isFlowId(id))).toEqual([]);
      }),
    );
  });
});
