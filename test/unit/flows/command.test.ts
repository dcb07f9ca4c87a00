import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../src/flows/command.ts';

const ID = '17b6a0c4e2f94d1b8c35e07f6a9d2b18';
const fetchOf = (flowId: string, custSpaceId?: string) => ({ type: 'fetch', flow: { flowId, custSpaceId } });

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
  ])('finds the flow in %s', (_name, text) => {
    expect(parseCommand(text)).toEqual(fetchOf(ID));
  });

  it('reads full-width digits, as an input method gives them', () => {
    expect(parseCommand('１７０６１２３４５６７８９０１２')).toEqual(fetchOf('1706123456789012'));
  });

  it.each([
    [`${ID} space:cams-12`],
    [`space:cams-12 ${ID}`],
    [`${ID} SPACE: "cams-12"`],
    [`${ID}, space:cams-12,`],
    [`${ID} space：cams-12`],
  ])('finds the space in %s', (text) => {
    expect(parseCommand(text)).toEqual(fetchOf(ID, 'cams-12'));
  });

  it.each(['help', 'HELP', ' help ', '--help', '`help`'])('takes %s for a question', (text) => {
    expect(parseCommand(text)).toEqual({ type: 'help' });
  });

  it.each([
    ['', { problem: 'no-flow-id' }],
    ['   ', { problem: 'no-flow-id' }],
    ['<>', { problem: 'no-flow-id' }],
    ['space:cams-12', { problem: 'no-flow-id' }],
    ['hepl', { problem: 'not-a-flow-id', given: 'hepl' }],
    ['12345', { problem: 'not-a-flow-id', given: '12345' }],
    ['17b6/aa11', { problem: 'not-a-flow-id', given: '17b6/aa11' }],
    ['17b6aé11', { problem: 'not-a-flow-id', given: '17b6aé11' }],
    ['<!channel>', { problem: 'not-a-flow-id', given: '!channel' }],
    ['1'.repeat(65), { problem: 'flow-id-too-long', given: '1'.repeat(65) }],
    [`${ID} 1706123412341234`, { problem: 'several-flow-ids' }],
    [`${ID} please`, { problem: 'unexpected-word', given: 'please' }],
    [`${ID} space:`, { problem: 'not-a-space-id', given: '' }],
    [`${ID} space:a/b`, { problem: 'not-a-space-id', given: 'a/b' }],
    [`${ID} space:a space:b`, { problem: 'several-spaces' }],
  ])('does not guess at %j', (text, problem) => {
    expect(parseCommand(text)).toEqual({ type: 'unclear', ...problem });
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
        expect(parseCommand(`${blank}${start}${id}${end}${blank}`)).toEqual(fetchOf(id));
      }),
    );
  });

  it('finds any flow ID and space, in either order', () => {
    fc.assert(
      fc.property(flowId, fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{0,20}$/), fc.boolean(), (id, space, first) => {
        const words = first ? [`space:${space}`, id] : [id, `space:${space}`];
        expect(parseCommand(words.join(' '))).toEqual(fetchOf(id, space));
      }),
    );
  });

  it('never throws, and never lets through what is no flow ID', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (text) => {
        const command = parseCommand(text);
        if (command.type === 'fetch') {
          expect(command.flow.flowId).toMatch(/^(?=.*\d)[A-Za-z0-9_-]{6,64}$/);
          expect(command.flow.custSpaceId ?? 'none').toMatch(/^[A-Za-z0-9_-]{1,64}$/);
        }
      }),
    );
  });
});
