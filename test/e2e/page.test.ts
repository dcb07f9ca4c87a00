import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { SUGGESTIONS } from '../../sandbox/suggestions.ts';
import type { SlackPage } from './support/page.ts';
import { sandboxPages } from './support/sandbox-page.ts';

const FLOW_ID = '1706000000000001';
const pages = await sandboxPages();

describe.skipIf(pages.isMissing)("the sandbox's page", () => {
  let sandbox: Sandbox;
  let slack: SlackPage;
  let page: Page;

  beforeAll(async () => {
    ({ sandbox, slack, page } = await pages.open({ suggestions: SUGGESTIONS }));
  });
  afterAll(pages.close);

  const composer = () => page.getByRole('textbox', { name: /^Message/ });
  const send = (text: string) => slack.send(text);

  it('offers what to type first', async () => {
    await page.getByRole('button', { name: SUGGESTIONS[0]?.command ?? '' }).click();
    await expect.poll(() => composer().inputValue()).toBe(`/flow-json ${FLOW_ID}`);
  });

  it('yields the snippet for a typed command', async () => {
    await composer().press('Enter');
    const snippet = page.getByRole('region', { name: `Snippet ${FLOW_ID}.json` });
    await snippet.waitFor();
    await snippet.getByText('"version"').waitFor();
    await snippet.getByRole('button', { name: /^Show more/ }).click();
    await snippet.getByText('"CONFIRM"').first().waitFor();
    await page.getByText(`Shared ${FLOW_ID}.json`).waitFor();
    await page.getByText('Only visible to you').first().waitFor();
  });

  it('gives the file to download', async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: `Download ${FLOW_ID}.json` }).click();
    expect((await download).suggestedFilename()).toBe(`${FLOW_ID}.json`);
  });

  it('shows a failure with its policy and a button that works', async () => {
    sandbox.cams.failNext('1706000000000406', 'e400-ram-permission-deny');
    await send('/flow-json 1706000000000406');
    await page.getByText('"cams:GetFlowJSONAssest"').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('region', { name: 'Snippet 1706000000000406.json' }).waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
  });

  it('says so where there is no such command', async () => {
    await send('/flow-jsn');
    await page.getByText('/flow-jsn is not a valid command.').waitFor();
  });

  it('shows another person no private line', async () => {
    await page.getByRole('combobox', { name: 'You look as' }).selectOption({ label: 'Priya Nair' });
    await expect.poll(() => page.getByText('Only visible to you').count()).toBe(0);
    await page.getByRole('region', { name: `Snippet ${FLOW_ID}.json` }).waitFor();
  });

  it('shows the calls against the limit', async () => {
    const meter = page.getByRole('region', { name: 'Calls to Alibaba Cloud' });
    await expect.poll(() => meter.textContent()).toMatch(/Dropped\s*0/);
  });

  it('logged no problem', () => {
    expect(slack.problems).toEqual([]);
  });
});
