import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseCommand } from '../../../../../src/slack/listeners/commands/parse-command.ts';
import { parsed, unclear } from '../../support/commands.ts';

const ID = '17b6a0c4e2f94d1b8c35e07f6a9d2b18';
const fetchOf = (flowId: string, space?: string) => ({
  name: 'fetch',
  given: { flowIds: [flowId], space, destination: undefined },
});

const fetched = z.union([
  z.object({ flowIds: z.array(z.string()), space: z.string().optional() }),
  z.object({ name: z.string().min(1), flowIds: z.undefined().optional(), space: z.string().optional() }),
]);

describe('parseCommand', () => {
  it.each([
    ['an ID', ID],
    ['blanks around', `  ${ID}\n`],
    ['double quotes', `"${ID}"`],
    ['curly quotes', `“${ID}”`],
    ['single quotes', `'${ID}'`],
    ['guillemets', `«${ID}»`],
    ['corner brackets', `「${ID}」`],
    ['back-ticks', `\`${ID}\``],
    ['a code block', `\`\`\`${ID}\`\`\``],
    ['angle brackets', `<${ID}>`],
    ['bold', `*${ID}*`],
    ['a trailing comma', `${ID},`],
    ['a trailing full stop', `${ID}.`],
    ['a line of JSON', `"FlowId": "${ID}",`],
    ['an object of JSON', `{"FlowId":"${ID}"}`],
    ['a label', `flow_id=${ID}`],
    ['a zero-width space', `\u200B${ID}\u200B`],
    ['the same twice', `${ID} ${ID}`],
    ['a phone link', `<tel:${ID}|${ID}>`],
    ["a link of Meta's", `https://business.facebook.com/wa/manage/flows/${ID}/?business_id=42`],
    ["a link of Meta's without its protocol", `business.facebook.com/wa/manage/flows/${ID}/edit`],
    ['a link with a label', `<https://business.facebook.com/wa/manage/flows/${ID}/|Flow in the manager>`],
    ["a link of the console's", `https://chatapp.console.aliyun.com/flow/edit?flowId=${ID}`],
    ['a Chinese label', `流程ID:${ID}`],
    ['a Chinese label with a full-width colon', `流程ID：${ID}`],
    ['a label of two words', `flow id ${ID}`],
    ['the name of a file', `${ID}.json`],
    ['a number sign', `#${ID}`],
    ['curly quotes around JSON', `“FlowId”: “${ID}”,`],
    ['the whole command', `/flow-json ${ID}`],
  ])('finds the flow in %s', (_name, text) => {
    expect(parsed(text)).toEqual(fetchOf(ID));
  });

  it('reads full-width digits, as an input method gives them', () => {
    expect(parsed('１７０６１２３４５６７８９０１２')).toEqual(fetchOf('1706123456789012'));
  });

  it.each([
    [`${ID} space:cams-12`],
    [`space:cams-12 ${ID}`],
    [`${ID} SPACE: "cams-12"`],
    [`${ID}, space:cams-12,`],
    [`${ID} space：cams-12`],
    [`https://chatapp.console.aliyun.com/flow?flowId=${ID}&custSpaceId=cams-12`],
    [`<https://chatapp.console.aliyun.com/flow?custSpaceId=cams-12&amp;flowId=${ID}|console>`],
    [`https://chatapp.console.aliyun.com/#/flow?flowId=${ID}&custSpaceId=cams-12 space:cams-12`],
  ])('finds the space in %s', (text) => {
    expect(parsed(text)).toEqual(fetchOf(ID, 'cams-12'));
  });

  it.each(['help', 'HELP', ' help ', '--help', '`help`'])('takes %s for a question', (text) => {
    expect(parsed(text)).toEqual({ name: 'help', given: undefined });
  });

  it.each([
    ['1'.repeat(65), { kind: 'flow-id-too-long', given: '1'.repeat(65) }],
    [
      Array.from({ length: 21 }, (_, index) => `17b6aa${10 + index}`).join(' '),
      { kind: 'too-many-flow-ids', count: 21 },
    ],
    [`${'1'.repeat(65)} ${ID}`, { kind: 'flow-id-too-long', given: '1'.repeat(65) }],
    [`help ${ID}`, { kind: 'unexpected-word', given: 'help' }],
    [`${ID} please`, { kind: 'unexpected-word', given: 'please' }],
    [`${ID} space:`, { kind: 'not-a-space-id', given: '' }],
    [`${ID} space:a/b`, { kind: 'not-a-space-id', given: 'a/b' }],
    [`${ID} space:a space:b`, { kind: 'several-spaces' }],
  ])('does not guess at %j', (text, problem) => {
    expect(unclear(text)).toEqual({ subcommand: 'fetch', problem });
  });

  it.each(['hepl', '12345', '17b6/aa11', '17b6aé11', 'clinic', '诊所 预约', 'https://example.com/a'])(
    'takes %j for a name',
    (text) => {
      expect(parsed(text)).toMatchObject({ name: 'fetch', given: { name: text } });
    },
  );

  it.each([
    ['status', 'fetch'],
    ['Versions', 'history'],
    ['config', 'settings'],
  ])('takes %s for another word of %s, and looks no flow up', (text, subcommand) => {
    expect(unclear(text)).toEqual({ subcommand, problem: { kind: 'unknown-word', given: text } });
    expect(parsed(`${text} clinic`)).toMatchObject({ name: 'fetch', given: { name: `${text} clinic` } });
  });

  it.each([
    [`${ID} picture`, { flowIds: [ID], display: 'picture' }],
    [`picture ${ID}`, { flowIds: [ID], display: 'picture' }],
    [`${ID} --JSON only-me`, { flowIds: [ID], display: 'json', destination: 'only-me' }],
    [`${ID} picture json`, { flowIds: [ID], display: 'both' }],
    ['clinic pictures', { name: 'clinic', display: 'picture' }],
    ['clinic json space:eu', { name: 'clinic', display: 'json', space: 'eu' }],
  ])('reads in %j what is to be shared', (text, given) => {
    expect(parsed(text)).toMatchObject({ name: 'fetch', given });
  });

  it.each(['picture upload', 'the json demo'])('leaves a name as it is that begins or goes on so: %j', (name) => {
    expect(parsed(name)).toEqual({ name: 'fetch', given: { name } });
  });

  it('lets a flow be chosen whose picture is wanted', () => {
    expect(parsed('picture')).toEqual({ name: 'pick', given: { display: 'picture' } });
  });

  it.each([
    ['get', {}],
    ['get only-me', { destination: 'only-me' }],
    ['get space:eu-shop', { space: 'eu-shop' }],
  ])('lets a flow be chosen where %j names none', (text, given) => {
    expect(parsed(text)).toEqual({ name: 'pick', given });
  });

  it('takes up to 20 flows, each once, in their order', () => {
    const ids = Array.from({ length: 20 }, (_, index) => `17b6aa${10 + index}`);
    expect(parsed([...ids, ids[3]].join(', '))).toMatchObject({ name: 'fetch', given: { flowIds: ids } });
  });

  it.each(['', '   ', '<>'])('lets the person choose where none is named: %j', (text) => {
    expect(parsed(text)).toEqual({ name: 'pick', given: { space: undefined, destination: undefined } });
  });

  it('keeps the space and the destination for what is chosen', () => {
    expect(parsed('space:eu only-me')).toEqual({ name: 'pick', given: { space: 'eu', destination: 'only-me' } });
  });

  it.each([
    ['only-me', 'only-me'],
    ['--only-me', 'only-me'],
    ['—only-me', 'only-me'],
    ['–only–me', 'only-me'],
    ['Only_Me', 'only-me'],
    ['here', 'conversation'],
    ['only-me here', 'conversation'],
  ])('reads where to from %s, wherever it stands', (word, destination) => {
    expect(parsed(`${ID} ${word}`)).toMatchObject({ name: 'fetch', given: { flowIds: [ID], destination } });
    expect(parsed(`${word} ${ID}`)).toMatchObject({ name: 'fetch', given: { flowIds: [ID], destination } });
  });

  it.each([
    ['list', { name: '', space: undefined }],
    ['list sign up', { name: 'sign up', space: undefined }],
    ['LIST "sign-up" space:eu', { name: 'sign-up', space: 'eu' }],
  ])('lists for %s', (text, list) => {
    expect(parsed(text)).toEqual({ name: 'list', given: list });
  });

  it('opens the settings', () => {
    expect(parsed('settings')).toEqual({ name: 'settings', given: undefined });
  });

  const flowId = fc
    .stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{4,60}[A-Za-z0-9]$/)
    .filter((text) => /\d/.test(text) && !/^(flow[_-]?id|space|tel)$/i.test(text));
  const wrapping = fc.constantFrom(
    ['', ''],
    ['"', '"'],
    ['`', '`'],
    ['<', '>'],
    ['“', '”'],
    ["'", "',"],
    ['', ','],
    ['*', '*'],
  );

  it('finds any flow ID in any wrapping', () => {
    fc.assert(
      fc.property(flowId, wrapping, fc.constantFrom('', ' ', '\n', '\u00A0'), (id, [start, end], blank) => {
        expect(parsed(`${blank}${start}${id}${end}${blank}`)).toEqual(fetchOf(id));
      }),
    );
  });

  it('finds any flow ID and space, in either order', () => {
    fc.assert(
      fc.property(flowId, fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{0,20}$/), fc.boolean(), (id, space, first) => {
        const words = first ? [`space:${space}`, id] : [id, `space:${space}`];
        expect(parsed(words.join(' '))).toEqual(fetchOf(id, space));
      }),
    );
  });

  it('never throws, and never lets through what is no flow ID', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (text) => {
        const command = parseCommand(text);
        if (!command.ok || command.value.name !== 'fetch') return;
        const { flowIds, space } = fetched.parse(command.value.given);
        if (flowIds === undefined) return;
        expect(flowIds.length).toBeGreaterThan(0);
        for (const id of flowIds) expect(id).toMatch(/^(?=.*\d)[A-Za-z0-9_-]{6,64}$/);
        expect(space ?? 'none').toMatch(/^[A-Za-z0-9_-]{1,64}$/);
      }),
    );
  });
});
