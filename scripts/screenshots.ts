import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { PRIVATE_FLOW, sandboxAccess } from '../sandbox/access.ts';
import { MANY_FLOWS } from '../sandbox/cams/more-flows.ts';
import { buildPage } from '../sandbox/page-server.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import type { ConversationKey, PersonKey } from '../sandbox/slack/seed.ts';
import { SUGGESTIONS } from '../sandbox/suggestions.ts';
import { openBrowser } from '../test/e2e/support/browser.ts';

/** One that members of the workspace may get. */
const OPEN_FLOW = '1706000000000001';

/** Longer than the first look at a flow that has just been watched. */
const FIRST_LOOK_MS = 3000;

const FOLDER = fileURLToPath(new URL('../docs/', import.meta.url));

async function send(page: Page, text: string): Promise<void> {
  const composer = page.getByRole('textbox', { name: /^Message/ });
  await composer.fill(text);
  await composer.press('Enter');
}

async function chooseOnMessage(page: Page, text: string): Promise<void> {
  const message = page.getByRole('article').filter({ hasText: text }).first();
  await message.hover();
  await message.getByRole('button', { name: 'More actions' }).click();
}

/** The README's pictures: the sandbox as it is, used by hand. Each begins where the one before ended. */
const PICTURES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  async sandbox(page) {
    await send(page, '/flow-json 1706000000000001');
    await page.getByText('Shared 1706000000000001.json').waitFor();
    await page.getByText('"DEPARTMENT"').first().waitFor();
  },

  async 'message-shortcut'(page) {
    await send(
      page,
      'The old sign-up was 17b6a07d3e584c29b1f6420c8d9e7a55, the new one is 17b6e2c94f0a4d1f8a3c5d7e90b12f34.',
    );
    await chooseOnMessage(page, 'The old sign-up was');
    await page.getByRole('menuitem', { name: 'Get flow JSON' }).click();
    await page.getByRole('dialog').getByRole('checkbox').first().waitFor();
  },

  async picker(page) {
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await send(page, '/flow-json');
    await page.getByRole('combobox', { name: 'Flows' }).pressSequentially('in');
    await page.getByRole('option', { name: /^Home insurance/ }).waitFor();
  },

  async home(page) {
    // The list of flows lies over the window's buttons.
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Add to favourites' }).first().click();
    await page.getByText('to your favourites').waitFor();
    await page
      .getByRole('navigation', { name: 'Conversations' })
      .getByRole('link', { name: /^Flow JSON/ })
      .click();
    await page.getByRole('tab', { name: 'Home' }).click();
    await page.getByText('calls in the last minute').waitFor();
    // The time of the fetches is to be seen as well.
    await page.getByText('Recently fetched').scrollIntoViewIfNeeded();
  },

  async watch(page) {
    await page
      .getByRole('navigation', { name: 'Conversations' })
      .getByRole('link', { name: /^campaigns/ })
      .click();
    await send(page, '/flow-json watch 1706000000000001 every 5m');
    // The watcher looks once before the flow is edited.
    await page.waitForTimeout(FIRST_LOOK_MS);
    await page.getByText('Edit a flow').click();
    await page.getByRole('combobox', { name: 'Flow', exact: true }).selectOption({ label: 'Clinic appointment' });
    await page.getByRole('button', { name: 'Change the first screen’s title' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const notice = page.getByRole('article').filter({ hasText: 'Clinic appointment changed' });
    // The files come into the thread, a moment after the message.
    await notice.first().waitFor({ timeout: 15_000 });
    await page.waitForTimeout(FIRST_LOOK_MS);
    await notice.first().evaluate((article) => article.scrollIntoView({ block: 'center' }));
  },
};

/** Opens the sandbox as one of its people. */
async function openAs(page: Page, { workspace }: Sandbox, who: PersonKey, where: ConversationKey): Promise<void> {
  await page.goto(`${workspace.url}/?as=${workspace.people[who].id}&in=${workspace.conversations[where]}`);
}

/** Those of docs/access.md: what people of each kind are answered. Each begins by itself. */
const ACCESS_PICTURES: Readonly<Record<string, (page: Page, sandbox: Sandbox) => Promise<void>>> = {
  /** As the admin: what a rule refuses, and a file of rules with errors. */
  async access(page, sandbox) {
    const { workspace, writeAccess } = sandbox;
    const rules = sandboxAccess(workspace);
    await openAs(page, sandbox, 'onCallEngineer', 'flowDev');
    await send(page, `/flow-json ${PRIVATE_FLOW}`);
    await page.getByText('Mortgage flows stay out of public channels').first().waitFor();
    writeAccess(rules.replace('effect: deny', 'effect: forbid').replace('[everybody]', '[everyone]'));
    await send(page, '/flow-json reload');
    await page.getByText('errors in their file').first().waitFor();
    writeAccess(rules);
    await send(page, '/flow-json reload');
    await page.getByText('The access rules are in force').first().waitFor();
  },

  async 'access-guest'(page, sandbox) {
    await openAs(page, sandbox, 'guest', 'campaigns');
    await send(page, `/flow-json ${OPEN_FLOW}`);
    await page.getByText('have permission to').first().waitFor();
  },

  /** A member shares a flow in the channel that both organisations see; somebody of the other one clicks. */
  async 'access-outsider'(page, sandbox) {
    await openAs(page, sandbox, 'supportLead', 'partners');
    await send(page, `/flow-json ${OPEN_FLOW}`);
    await page.getByRole('button', { name: 'Share anyway' }).click();
    await page.getByText('"DEPARTMENT"').first().waitFor();
    await openAs(page, sandbox, 'outsider', 'partners');
    await page.getByRole('button', { name: 'Watch', exact: true }).first().click();
    await page.getByText('I only work for members of').first().waitFor();
  },

  async 'access-admin'(page, sandbox) {
    await openAs(page, sandbox, 'onCallEngineer', 'campaigns');
    await send(page, '/flow-json audit 1');
    await page.getByText('in your direct message with me').first().waitFor();
    await page
      .getByRole('navigation', { name: 'Conversations' })
      .getByRole('link', { name: /^Flow JSON/ })
      .click();
    await page
      .getByText(/audit-[-0-9]+\.csv/)
      .first()
      .waitFor();
  },
};

const browser = await openBrowser();
if (browser === undefined) throw new Error('No Chromium or Chrome is installed');
await mkdir(FOLDER, { recursive: true });
const sandbox = await startSandbox({
  page: await buildPage(),
  suggestions: SUGGESTIONS,
  cams: { flows: MANY_FLOWS },
  access: sandboxAccess,
});
const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
await page.goto(sandbox.workspace.url);
const save = (name: string) => page.screenshot({ path: `${FOLDER}${name}.png`, animations: 'disabled' });
// Those that are named; none is: all.
const wanted = process.argv.slice(2);
if (wanted.length === 0) {
  for (const [name, picture] of Object.entries(PICTURES)) {
    await picture(page);
    await save(name);
  }
}
for (const [name, picture] of Object.entries(ACCESS_PICTURES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  await picture(page, sandbox);
  await save(name);
}
await browser.close();
await sandbox.close();
