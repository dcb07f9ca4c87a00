import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { SlackPage } from './support/page.ts';
import { sandboxPages } from './support/sandbox-page.ts';

const DELIVERY = '17060000000000304';

const pages = await sandboxPages();

describe.skipIf(pages.isMissing)("a watched flow in the sandbox's page", () => {
  let sandbox: Sandbox;
  let slack: SlackPage;
  let page: Page;
  let editor: Locator;

  beforeAll(async () => {
    ({ sandbox, slack, page } = await pages.open());
    editor = page.getByRole('group').filter({ hasText: 'Edit a flow' });
  });
  afterAll(pages.close);

  const json = () => editor.getByRole('textbox', { name: 'JSON of the flow' });
  const save = () => editor.getByRole('button', { name: 'Save' }).click();
  const flowInAccount = () => sandbox.cams.flows().find(({ flowId }) => flowId === DELIVERY)?.json;

  it('shows the JSON of the flow that is chosen', async () => {
    await page.getByText('Edit a flow').click();
    await editor.getByText('time runs 60 times as fast').waitFor();
    await editor.getByRole('combobox', { name: 'Flow' }).selectOption({ label: 'Delivery feedback' });
    expect(JSON.parse(await json().inputValue())).toEqual(JSON.parse(flowInAccount() ?? ''));
  });

  it('takes nothing that is no JSON', async () => {
    const before = flowInAccount();
    const text = await json().inputValue();
    await json().fill('{"screens":');
    await save();
    await editor.getByText('That is no JSON object: nothing was saved.').waitFor();
    expect(flowInAccount()).toBe(before);
    await json().fill(text);
  });

  it('is told of in the channel once it is edited there', async () => {
    const calls = () => sandbox.cams.arrivals.filter(({ flowId }) => flowId === DELIVERY).length;
    await slack.send(`/flow-json watch ${DELIVERY} every 5m`);
    await page.getByText('notify this channel when').waitFor();
    // The file is downloaded a moment after the call, long before anybody has clicked twice.
    await expect.poll(calls, { timeout: 40_000 }).toBeGreaterThan(0);
    await editor.getByRole('button', { name: 'Change the first screen’s title' }).click();
    await save();
    await editor.getByText('Saved.').waitFor();
    const notice = page.getByRole('article').filter({ hasText: 'Delivery feedback changed: 1 screen edited' });
    await notice.first().waitFor({ timeout: 40_000 });
    for (const name of ['Show full diff', 'Get previous file', 'Mute for a day', 'Unwatch']) {
      await notice.getByRole('button', { name }).waitFor();
    }
    expect(await notice.count()).toBe(1);
    // What changed is seen in its thread: in the picture, and in the diff.
    await page
      .getByRole('img', { name: /^Before → After\. Changed: / })
      .first()
      .waitFor({ timeout: 30_000 });
  });

  it('logged no problem', () => {
    expect(slack.problems).toEqual([]);
  });
});
