import { describe, expect, it, vi } from 'vitest';
import { CamsError } from '../../../../src/cams/errors.ts';
import type { CatalogueAnswer } from '../../../../src/flows/catalogue/flow-catalogue.ts';
import type { Space } from '../../../../src/flows/ids/spaces.ts';
import { flowListMessage, parseListValue } from '../../../../src/slack/answers/flow-list.ts';
import { parseRequestValue } from '../../../../src/slack/payloads/request-value.ts';
import { ACCOUNTS } from '../support/bolt.ts';
import { catalogued, HOSTILE } from '../support/flows.ts';
import { problemsOfMessage } from '../support/limits.ts';
import { buttonsIn, english, shown } from '../support/texts.ts';

const request = { name: 'sign', page: 1, account: 'default', custSpaceId: 'cams-eu' };
const flowsUpTo = (count: number) =>
  Array.from({ length: count }, (_, index) => catalogued({ flowId: `17b6aa${10 + index}`, name: `Flow ${index}` }));

function partsOf(answer: Partial<CatalogueAnswer>) {
  const find = vi.fn(
    async (_space: Space, _query: string, _page: object): Promise<CatalogueAnswer> => ({
      flows: [],
      total: 0,
      isComplete: true,
      ...answer,
    }),
  );
  return {
    isOffered: () => true,
    accounts: ACCOUNTS,
    catalogue: { find, lookUp: async () => ({ listed: [], isListKnown: true }) },
  };
}

describe('flowListMessage', () => {
  it('asks for the flows of the page, and shows them', async () => {
    const parts = partsOf({ flows: flowsUpTo(20).slice(10), total: 25 });
    const message = await flowListMessage(parts, english, { ...request, page: 2 });
    expect(parts.catalogue.find).toHaveBeenCalledWith({ account: 'default', custSpaceId: 'cams-eu' }, 'sign', {
      offset: 10,
      limit: 10,
    });
    expect(shown(message)).toContain('Flows that match “sign” in space `eu-shop`');
    expect(shown(message)).toContain('17b6aa20');
    expect(shown(message)).toContain('Page 2 of 3');
  });

  it('has buttons that come back as what they stand for', async () => {
    const message = await flowListMessage(partsOf({ flows: flowsUpTo(10), total: 15 }), english, request);
    const buttons = buttonsIn(message.blocks);
    expect(parseRequestValue(buttons[0]?.value)).toMatchObject({
      flowIds: ['17b6aa10'],
      account: 'default',
      custSpaceId: 'cams-eu',
    });
    expect(parseListValue(buttons.at(-1)?.value)).toEqual({ ...request, page: 2 });
  });

  it('says why there is none', async () => {
    const message = await flowListMessage(
      partsOf({ error: new CamsError('permission-denied', { code: 'NoPermission', requestId: 'R1' }) }),
      english,
      request,
    );
    const text = shown(message);
    expect(text).toContain("I could not list the flows:* the bot's RAM user isn't allowed to read flows.");
    expect(text).toContain('What to do:');
    expect(text).toContain('RequestId `R1`');
    expect(buttonsIn(message.blocks)).toEqual([]);
  });

  it('shows what there is where the rest could not be loaded', async () => {
    const answer = { flows: flowsUpTo(3), isComplete: false, error: new CamsError('timeout') };
    expect(shown(await flowListMessage(partsOf(answer), english, request))).toContain('17b6aa12');
  });

  it('is within limits, whatever was typed', async () => {
    const parts = partsOf({ flows: flowsUpTo(10), total: 510 });
    const message = await flowListMessage(parts, english, { ...request, name: HOSTILE });
    expect(problemsOfMessage(message)).toEqual([]);
    expect(parseListValue(buttonsIn(message.blocks).at(-1)?.value)).toMatchObject({ page: 2 });
  });
});

describe('parseListValue', () => {
  it('knows a page', () => {
    expect(parseListValue(JSON.stringify(request))).toEqual(request);
  });

  it.each([
    undefined,
    '',
    'null',
    '{}',
    '{"name":"","page":0,"account":"default"}',
    '{"name":"","page":1.5,"account":"default"}',
    '{"name":"","page":1,"account":"default","custSpaceId":"a b"}',
    `{"name":"${'x'.repeat(201)}","page":1,"account":"default"}`,
  ])('lets through nothing that is none of ours: %j', (value) => {
    expect(parseListValue(value)).toBeUndefined();
  });
});
