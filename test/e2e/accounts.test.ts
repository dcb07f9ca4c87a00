import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { worstWindow } from '../../sandbox/cams/arrivals.ts';
import { type CamsStandIn, startCams } from '../../sandbox/cams/server.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { type Desk, deskOf, sandboxes } from './support/desk.ts';
import { said } from './support/said.ts';

const flowJson = (version: string) => JSON.stringify({ version, screens: [{ id: 'ONE', terminal: true }] });

const { start, close } = sandboxes();
let production: CamsStandIn;
let staging: CamsStandIn;
let sandbox: Sandbox;
let tomas: Desk;

beforeAll(async () => {
  production = await startCams({
    accessKeyId: 'production-key-id',
    accessKeySecret: 'production-secret',
    flows: { '17b6shared1': flowJson('6.2') },
  });
  staging = await startCams({
    accessKeyId: 'staging-key-id',
    accessKeySecret: 'staging-secret',
    flows: { '17b6shared1': flowJson('7.1') },
  });
  const file = join(mkdtempSync(join(tmpdir(), 'flow-json-accounts-')), 'accounts.yml');
  const account = (name: string, { url }: CamsStandIn, spaces: { name: string; id: string }[]) => ({
    name,
    access_key_id_env: `${name.toUpperCase()}_ID`,
    access_key_secret_env: `${name.toUpperCase()}_SECRET`,
    endpoint: url,
    spaces,
  });
  const accounts = [
    account('production', production, [{ name: 'eu-shop', id: 'cams-eu' }]),
    account('staging', staging, [{ name: 'eu-shop-test', id: 'cams-eu-test' }]),
    // The same one to Alibaba Cloud, as for another team.
    {
      ...account('production', production, [{ name: 'us-shop', id: 'cams-us' }]),
      name: 'production-us',
    },
  ];
  writeFileSync(file, stringify({ accounts }));
  sandbox = await start({
    settings: {
      ALIBABA_CLOUD_ACCESS_KEY_ID: '',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: '',
      CAMS_ENDPOINT: '',
      ACCOUNTS_FILE: file,
      PRODUCTION_ID: production.accessKeyId,
      PRODUCTION_SECRET: production.accessKeySecret,
      STAGING_ID: staging.accessKeyId,
      STAGING_SECRET: staging.accessKeySecret,
      FLOW_ASSET_HOSTS: `${production.host},${staging.host}`,
    },
  });
  tomas = deskOf(sandbox, 'flowDeveloper', 'campaigns');
});
afterAll(async () => {
  await close();
  await Promise.all([production.close(), staging.close()]);
});

describe('several accounts', () => {
  it('are asked by the name of a space, each with its own key', async () => {
    await tomas.command('/flow-json 17b6shared1 space:eu-shop-test');
    await tomas.told(/^Shared 17b6shared1\.json, the JSON of flow 17b6shared1 in space staging \/ eu-shop-test\.$/);
    // The lists of all spaces are loaded without being asked for.
    const forFlow = ({ flowId }: { flowId: string }) => flowId === '17b6shared1';
    const asked = staging.arrivals.filter(forFlow).map(({ custSpaceId }) => custSpaceId);
    expect(new Set(asked)).toEqual(new Set(['cams-eu-test']));
    expect(production.arrivals.filter(forFlow)).toEqual([]);
    const { line } = await tomas.file('17b6shared1.json');
    expect(said(line)).toContain('Flow JSON 7.1');
  });

  it('are the first one where no space is named', async () => {
    await tomas.command('/flow-json 17b6shared1');
    await tomas.told(/^Shared 17b6shared1\.json, the JSON of flow 17b6shared1\.$/);
    expect(production.arrivals.length).toBeGreaterThan(0);
  });

  it('say which spaces there are where one is named that there can not be', async () => {
    await tomas.command('/flow-json 17b6shared1 space:no/such');
    const { text } = await tomas.told(/no\/such isn't a space/);
    expect(text).toContain('eu-shop, eu-shop-test, us-shop');
  });

  it('have a budget each: neither waits for the other', async () => {
    production.reset();
    staging.reset();
    const ids = Array.from({ length: 10 }, (_, index) => `17b6both${10 + index}`);
    for (const id of ids) {
      production.setFlow(id, flowJson('6.2'));
      staging.setFlow(id, flowJson('7.1'));
    }
    await tomas.command(`/flow-json ${ids.join(' ')} space:eu-shop`);
    await tomas.command(`/flow-json ${ids.join(' ')} space:eu-shop-test`);
    await expect
      .poll(async () => (await tomas.privateTexts()).filter((text) => text === 'Shared the JSON of 10 flows.'), {
        timeout: 20_000,
      })
      .toHaveLength(2);
    for (const cams of [production, staging]) {
      expect(cams.arrivals.filter(({ operation }) => operation === 'GetFlowJSONAssest')).toHaveLength(10);
      expect(cams.worstWindow()).toBeLessThanOrEqual(5);
    }
    // Of one budget there would be five in any second.
    const times = [...production.arrivals, ...staging.arrivals]
      .filter(({ operation }) => operation === 'GetFlowJSONAssest')
      .map(({ at }) => at)
      .toSorted((one, other) => one - other);
    expect(worstWindow(times, 1000)).toBeGreaterThan(5);
  });

  it('that are one to Alibaba Cloud, by their key, share its limit', async () => {
    production.reset();
    const ids = Array.from({ length: 10 }, (_, index) => `17b6twin${10 + index}`);
    for (const id of ids) production.setFlow(id, flowJson('6.2'));
    const shared = async () =>
      (await tomas.privateTexts()).filter((text) => text === 'Shared the JSON of 10 flows.').length;
    const before = await shared();
    await tomas.command(`/flow-json ${ids.join(' ')} space:eu-shop`);
    await tomas.command(`/flow-json ${ids.join(' ')} space:us-shop`);
    await expect.poll(async () => (await shared()) - before, { timeout: 30_000 }).toBe(2);
    const spaces = production.arrivals.map(({ custSpaceId }) => custSpaceId);
    expect(spaces).toEqual(expect.arrayContaining(['cams-eu', 'cams-us']));
    expect(production.worstWindow()).toBeLessThanOrEqual(5);
  });
});
