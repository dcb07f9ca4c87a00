import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findFlowIds as findInTexts } from '../../../../src/flows/ids/find-flow-ids.ts';
import { isFlowId } from '../../../../src/flows/ids/flow-id.ts';
import { RULES } from '../../../../src/flows/ids/flow-id-score.ts';
import { messageTexts } from '../../../../src/slack/payloads/message-texts.ts';
import { BLIND_A } from './messages-blind-a.ts';
import { BLIND_B } from './messages-blind-b.ts';
import { HELD_OUT, MESSAGES, type Row } from './messages-table.ts';

const findFlowIds = (message: unknown) => findInTexts(messageTexts(message));

const ID = '1706000000000001';
const OTHER = '164287359012345';
const HEX = '17b6e2c94f0a4d1f8a3c5d7e90b12f34';
const found = (message: unknown) => findFlowIds(typeof message === 'string' ? { text: message } : message);

/** Shares of false finds among all found, and of misses among all expected. */
function rates(rows: readonly Row[]) {
  const judged = rows.map(([message, expected]) => ({ ids: found(message), expected }));
  const finds = judged.flatMap(({ ids }) => ids).length;
  const wanted = judged.flatMap(({ expected }) => expected).length;
  const falseFinds = judged.flatMap(({ ids, expected }) => ids.filter((id) => !expected.includes(id))).length;
  const misses = judged.flatMap(({ ids, expected }) => expected.filter((id) => !ids.includes(id))).length;
  return { falseFinds: falseFinds / finds, misses: misses / wanted };
}

describe('findFlowIds on a table of messages', () => {
  it('is measured on enough of them', () => {
    expect(MESSAGES.filter(([, ids]) => ids.length > 0).length).toBeGreaterThanOrEqual(70);
    expect(MESSAGES.filter(([, ids]) => ids.length === 0).length).toBeGreaterThanOrEqual(70);
    expect(MESSAGES.flatMap(([, ids]) => ids).length).toBeGreaterThanOrEqual(100);
    expect(HELD_OUT.length).toBeGreaterThanOrEqual(60);
  });

  it.each([
    { name: 'tuned on', rows: MESSAGES },
    { name: 'held out', rows: HELD_OUT },
    { name: 'written by somebody else', rows: BLIND_A.map(({ message, ids }): Row => [message, ids]) },
    { name: 'of a bank, a shop and a hospital', rows: BLIND_B.map(({ message, ids }): Row => [message, ids]) },
  ])('finds falsely and misses less than 2 %: $name', ({ rows }) => {
    const { falseFinds, misses } = rates(rows);
    expect(falseFinds).toBeLessThan(0.02);
    expect(misses).toBeLessThan(0.02);
  });
});

describe('findFlowIds', () => {
  it.each([
    ['a price', `$${ID}`],
    ['a price behind its number', `${ID} EUR`],
    ['a phone number', '+861380013800012'],
    ['a phone link', '<tel:491701234567890|491701234567890>'],
    ['a Slack timestamp', '1700000000.123456'],
    ['a permalink', 'https://x.slack.com/archives/C123/p1700000000123456?thread_ts=1700000000.123456&cid=C123'],
    ['a user', '<@U1706000000000001>'],
    ['a channel', `<#C0123ABCD|${ID}>`],
    ['a date', '<!date^1706000000^{date}|1706000000000001>'],
    ['a time', `timestamp: ${ID}`],
    ['an order', `order ${ID}`],
    ['a card', 'card 4111111111111111'],
    ['a checksum', 'md5: 9e107d9d372bb6826bd81d3542a419d6'],
    ['a tweet', `https://twitter.com/acme/status/${ID}`],
    ['a user element', { blocks: [{ type: 'rich_text', elements: [{ type: 'user', user_id: ID }] }] }],
  ])('does not offer %s', (_name, message) => {
    expect(found(message)).toEqual([]);
  });

  it.each([
    ['a template that sends it', `the template sends ${ID}`],
    ['a campaign that is switched to it', `switch the campaign over to ${ID}`],
    ['a customer who complains of it', `customer says ${ID} is empty`],
    ['an order with its own number', `order 48213 never reached ${ID}`],
    ['an order with its own code', `order OPS-5359: ${ID} is blank`],
    ['a phone number between', `customer +49 151 34718321 got ${ID}`],
    ['a template that is said behind it', `${ID}, template order_v3`],
    ['a flow that is named by a campaign', `flow for the dealer campaign: ${ID}`],
    ['a form that is named by an order', `the order form ${ID}`],
    ['what flows are made for', `Claims: ${ID}`],
    ['back-ticks', `\`${ID}\``],
    ['bold', `new template *flow* *${ID}*`],
    ['a verb', `can you access ${ID}`],
    ['no space behind commas', `${OTHER} is an order,${ID} none`],
  ])('reads a word as no label of the ID: %s', (_name, message) => {
    expect(found(message)).toEqual([ID]);
  });

  it.each([
    `Numéro de commande ${OTHER}`,
    `Le numéro de suivi Colissimo ${OTHER} ne marche pas`,
    `N° de facture : ${OTHER}`,
    `Réf. ${OTHER}`,
    `Sendungsnummer lautet ${OTHER}`,
    `Bestell-Nr. ${OTHER}`,
    `Rechnungsnr.: ${OTHER}`,
    `Kundennummer ${OTHER}`,
    `Referenz: ${OTHER}`,
    `número de seguimiento ${OTHER}`,
    `nº de pedido: ${OTHER}`,
    `factura nº ${OTHER}`,
    `código de rastreio ${OTHER}`,
    `numero d'ordine ${OTHER}`,
    `fattura n. ${OTHER}`,
    `快递单号 ${OTHER}`,
    `客户编号：${OTHER}`,
    `PO number ${OTHER}`,
    `reference ${OTHER} on all invoices`,
    `the tracking number they sent: ${OTHER}`,
    `flow for the order number ${OTHER}`,
    `orders ${OTHER}, ${ID} and 1706000000000002`,
    `${OTHER} (template ID)`,
    `claim number: ${OTHER}`,
    `Rechnung vom 12.03.2025: ${OTHER}`,
  ])('reads a label of something else: %s', (message) => {
    expect(found(message)).toEqual([]);
  });

  it.each([
    `meter number ${OTHER}`,
    `corr id ${OTHER}`,
    `Zählernummer ${OTHER}`,
    `Fahrzeug-ID: ${OTHER}`,
    `numéro de dossier ${OTHER}`,
    `código de socio: ${OTHER}`,
    `患者编号 ${OTHER}`,
    `设备号：${OTHER}`,
    `appid ${OTHER}`,
  ])('reads an unknown noun with “ID” or “number” as a label: %s', (message) => {
    expect(found(message)).toEqual([]);
  });

  it.each([
    ['a noun that comes with a flow', `intake flow meter number ${ID}`],
    ['a form', `Formularnummer ${ID}`],
    ['no noun', `the ID is ${ID}`],
    ['an environment', `prod ID ${ID}`],
    ['a verb behind the word', `renamed, id stayed ${ID}`],
    ['a Chinese flow', `表单编号 ${ID}`],
    ['no Chinese noun', `这个编号 ${ID} 打不开`],
    ['a word that ends in id', `she said ${ID} fails`],
    ['a Chinese clause behind it', `换成${ID}，模板不用动`],
  ])('reads no noun label: %s', (_name, message) => {
    expect(found(message)).toEqual([ID]);
  });

  it.each([`start_us=${OTHER}`, `rid=${OTHER}`, `"vehicleId": "${OTHER}"`, `depot_ref: ${OTHER}`, `seq=${OTHER}`])(
    'takes no technical key of code or a log: %s',
    (message) => {
      expect(found(message)).toEqual([]);
    },
  );

  it.each([
    `Welcome journey: ${ID}`,
    `prod=${ID}`,
    `welcome_journey=${ID}`,
    `"clinic": "${ID}"`,
    `survey_flow_id=${ID}`,
  ])('takes a name as a key: %s', (message) => {
    expect(found(message)).toEqual([ID]);
  });

  it('takes hexadecimal text near hashes only where a flow names it', () => {
    expect(found(`got ${HEX}, purge the CDN cache`)).toEqual([]);
    expect(found(`POST /webhook 200 17 ${HEX}`)).toEqual([]);
    expect(found(`purged the cache of flow ${HEX}`)).toEqual([HEX]);
    expect(found(`got ${ID}, purge the CDN cache`)).toEqual([ID]);
    expect(found(`got ${HEX}, thanks`)).toEqual([HEX]);
  });

  it('takes only the flow of a webhook of Meta', () => {
    const webhook = (value: object) => JSON.stringify({ object: 'x', entry: [{ id: OTHER, changes: [{ value }] }] });
    expect(found(webhook({ flow_id: ID }))).toEqual([ID]);
    expect(found(webhook({ flow: { id: ID } }))).toEqual([ID]);
    expect(found(webhook({ name: 'x' }))).toEqual([]);
  });

  it('reads several numbers with a noun each as labelled where one of the nouns is known', () => {
    expect(found(`Purchase order 4587862733, dock slip ${OTHER}`)).toEqual([]);
    expect(found(`Dock slip ${OTHER}, purchase order 4587862733`)).toEqual([]);
    expect(found(`Checkout: ${OTHER}\nDock slip: ${ID}`)).toEqual([]);
    expect(found(`Flows: purchase order 4587862733, dock slip ${ID}`)).toEqual([ID]);
    expect(found(`Brazil ${OTHER}, Chile ${ID}`)).toEqual([OTHER, ID]);
  });

  it('reads what a phone number is reached by', () => {
    expect(found('sms to 491701234567890 bounced, same w/ 491701234567891')).toEqual([]);
    expect(found(`switched to ${ID}`)).toEqual([ID]);
  });

  it('takes a labelled ID out of Chinese quotation marks', () => {
    expect(found('流程 ID「kyc-cn_0712」打不开')).toEqual(['kyc-cn_0712']);
  });

  it.each([
    ['tabs', `name\tflow_id\twaba\nclinic\t${ID}\t${OTHER}\nshop\tkyc-v7-x\t${OTHER}`],
    ['commas', `flow_id,biz,day\n${ID},${OTHER},2025-01-01\n"kyc-v7-x","${OTHER}","a, b"`],
    ['semicolons', `x;Flow ID\n${OTHER};${ID}\n${OTHER};kyc-v7-x`],
    ['bars', `| Flow ID | Seller |\n|---|---|\n| \`${ID}\` | ${OTHER} |\n| kyc-v7-x | ${OTHER} |`],
    ['gaps', `FLOW_ID            SELLER\n${ID}   ${OTHER}\nkyc-v7-x           ${OTHER}`],
    ['Chinese', `流程ID\t卖家\n${ID}\t${OTHER}\nkyc-v7-x\t${OTHER}`],
  ])('reads a flow ID column parted by %s', (_name, message) => {
    expect(found(message)).toEqual([ID, 'kyc-v7-x']);
  });

  it('reads the headers of other columns', () => {
    expect(found(`Flow,Order,Owner\n${ID},${OTHER},Ana`)).toEqual([ID]);
    expect(found(`phone,order_id\n491701234567890,${OTHER}`)).toEqual([]);
  });

  it('reads a table block as a table', () => {
    const cell = (text: string) => ({ type: 'raw_text', text });
    const rows = [
      [cell('Flow ID'), cell('Seller')],
      [cell(ID), cell(OTHER)],
    ];
    expect(found({ blocks: [{ type: 'table', rows }] })).toEqual([ID]);
  });

  it('takes no other key of a record that names its flow ID', () => {
    expect(found(`{"flow_id":"${ID}","biz":"${OTHER}"}`)).toEqual([ID]);
    expect(found(`flow_id=${ID} sub=${OTHER}`)).toEqual([ID]);
    expect(found(`{"flows":[{"id":"${ID}"}]}`)).toEqual([ID]);
  });

  it.each([
    [`flow_id-${ID}.json`, ID],
    [`flow_id_${ID}`, ID],
    [`_flow id ${ID}_`, ID],
    [`flow_id-${ID}-v2.json`, ID],
    [`flow id → \`${HEX}\``, HEX],
    ['run `/flow-json 5mEPRXJXuu4G` now', '5mEPRXJXuu4G'],
    ['ID de flow: kyc-v7-x', 'kyc-v7-x'],
    ['identifiant du flow : kyc-v7-x', 'kyc-v7-x'],
  ])('takes the ID alone out of %s', (message, id) => {
    expect(found(message)).toEqual([id]);
  });

  it('takes several IDs behind a label of several', () => {
    expect(found('flow ids: kyc-v7-x, `kyc-v8-x` and kyc-v9-x today')).toEqual(['kyc-v7-x', 'kyc-v8-x', 'kyc-v9-x']);
    expect(found('/flow-json 5mEPRXJXuu4G kyc-v7-x space:cams-1234')).toEqual(['5mEPRXJXuu4G', 'kyc-v7-x']);
    expect(found('flow id kyc-v7-x, order-22315')).toEqual(['kyc-v7-x']);
  });

  it('reads the preview of a snippet, and no ID that is cut off', () => {
    const file = { title: 'log', name: 'log', preview: `flow_id=${ID}\nflow_id=17060000000000029` };
    expect(found({ files: [file] })).toEqual([ID, '17060000000000029']);
    expect(found({ files: [{ ...file, preview_is_truncated: true }] })).toEqual([ID]);
    expect(found({ files: [{ preview: `${'x\n'.repeat(10_000)}flow_id=${ID}` }] })).toEqual([]);
  });

  it('offers at most 20 and keeps their order', () => {
    const ids = Array.from({ length: 25 }, (_, index) => `17060000000001${String(index).padStart(2, '0')}`);
    expect(found(ids.join('\n'))).toEqual(ids.slice(0, 20));
  });

  it('prefers the likeliest where more than 20 are found', () => {
    const ids = Array.from({ length: 20 }, (_, index) => `17060000000001${String(index).padStart(2, '0')}`);
    expect(found(`${ids.join('\n')}\nflow id: clinic-7`).at(-1)).toBe('clinic-7');
  });

  it('lets an explicit label outweigh every rule', () => {
    expect(found(`order ${ID}, flow id ${ID}`)).toEqual([ID]);
  });

  it('names each rule once', () => {
    expect(new Set(RULES.map(({ name }) => name)).size).toBe(RULES.length);
  });

  it.each([undefined, null, 7, 'text', [], { text: 7, blocks: 'x', attachments: [null], files: {} }])(
    'finds nothing in %j',
    (message) => {
      expect(findFlowIds(message)).toEqual([]);
    },
  );

  it('does not read below a depth of 20', () => {
    let block: object = { type: 'section', text: ID };
    for (let depth = 0; depth < 5000; depth += 1) block = { elements: [block] };
    expect(findFlowIds({ blocks: [block] })).toEqual([]);
  });

  it.each([
    '1',
    'a ',
    `${ID} `,
    'flow id ',
    '<',
    '<https://',
    'a-',
    '/flows/',
    '\n',
    'a:b',
    '1a',
    'order-',
    '_ ',
    'a,b\n',
    'a\t',
    '"',
    `order ${ID},`,
    `${ID},`,
    'flow ids ab12cd ',
    'a=',
    '12 ',
    '+1 ',
    `x ${ID}, `,
    `"a":"${ID}",`,
    `x ${HEX}\n`,
    '患者编号 ',
    'a_b: ',
    'abcid ',
    `${ID} same w `,
  ])('is done with very many of %j within a second', (piece) => {
    const start = performance.now();
    findFlowIds({ text: piece.repeat(200_000) });
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it.each([
    ['one ID over and over', `look at flow ${ID} again\n`.repeat(4000)],
    ['an ID a word', Array.from({ length: 10_000 }, (_, index) => `id ${1_706_123_456_780_000 + index}`).join(' ')],
    ['a table', `flow_id,b,c\n${`${ID},abc,d\n`.repeat(7000)}`],
    [
      'records',
      JSON.stringify(
        Array.from({ length: 3000 }, (_, index) => ({ id: `${ID}`, order_id: `18061234${10_000_000 + index}` })),
      ),
    ],
  ])('takes little of the processor for a message of 190 kB: %s', (_, text) => {
    findFlowIds({ text });
    const started = process.cpuUsage();
    findFlowIds({ text });
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(150);
  });

  it('finds an ID behind one that is repeated for ever', () => {
    const text = `${`flow ${ID} \n`.repeat(500)} and the flow 1706999999999991`;
    expect(findFlowIds({ text })).toEqual([ID, '1706999999999991']);
  });

  it('gives distinct flow IDs, 20 at the most, for whatever it is given', () => {
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
        const ids = findFlowIds(message);
        expect(ids.length).toBeLessThanOrEqual(20);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.filter((id) => !isFlowId(id))).toEqual([]);
      }),
    );
  });
});
