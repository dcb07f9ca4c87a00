import { describe, expect, it } from 'vitest';
import { findSecrets } from '../../../src/redaction/find-secrets.ts';
import { MASK, maskedSecret, maskJson } from '../../../src/redaction/mask.ts';
import { FIXTURE_FLOWS, flowNamesIn, readFlow, sampleFlows } from '../../support/flow-files.ts';
import { SEEDED_SECRETS } from '../../support/seeded-secrets.ts';

const FOLDERS = [FIXTURE_FLOWS, sampleFlows()].filter((folder) => folder !== undefined);
const FLOWS = FOLDERS.flatMap((folder) => flowNamesIn(folder).map((name) => [name, readFlow(folder, name)] as const));
const OBJECTS = FLOWS.filter(([, json]) => {
  try {
    return Array.isArray(JSON.parse(json).screens);
  } catch {
    return false;
  }
});

/** A real flow with an example of data in its first screen. */
function seeded(json: string, example: string): string {
  const flow = JSON.parse(json);
  flow.screens[0].data = { ...flow.screens[0].data, seeded: { type: 'string', __example__: example } };
  return JSON.stringify(flow, null, 2);
}

const found = async (json: string) => (await findSecrets(json)).map(({ value }) => value);

describe('findSecrets', () => {
  it.each(FLOWS)('finds nothing in %s', async (_name, json) => {
    expect(await findSecrets(json)).toEqual([]);
  });

  it('has enough to find, in real flows', () => {
    expect(SEEDED_SECRETS.length).toBeGreaterThanOrEqual(40);
    expect(new Set(SEEDED_SECRETS.map(({ of }) => of)).size).toBeGreaterThanOrEqual(15);
    expect(new Set(SEEDED_SECRETS.map(({ secret }) => secret)).size).toBe(SEEDED_SECRETS.length);
    expect(OBJECTS.length).toBeGreaterThan(5);
  });

  it.each(SEEDED_SECRETS.map((seed, index) => [`${seed.of} ${index}`, seed] as const))(
    'finds a %s, where it is, and masks all of it',
    async (name, { secret, text = secret }) => {
      const [, flow = ''] = OBJECTS[SEEDED_SECRETS.findIndex((seed) => seed.secret === secret) % OBJECTS.length] ?? [];
      const json = seeded(flow, text);
      const secrets = await findSecrets(json);
      expect(
        secrets.map(({ path }) => path),
        name,
      ).toContain('/screens/0/data/seeded/__example__');
      const masked = maskJson(json, secrets);
      expect(masked).not.toContain(JSON.stringify(secret).slice(1, -1));
      expect(masked).toContain(MASK);
      expect(await findSecrets(masked)).toEqual([]);
      // All else is as it was.
      expect(JSON.parse(masked).screens.length).toBe(JSON.parse(json).screens.length);
      for (const { value } of secrets) expect(maskedSecret(value)).not.toContain(value.slice(5));
    },
  );

  it.each([
    ['a picture', `iVBORw0KGgo${'QUJDa9+/'.repeat(2000)}`],
    ['a picture as an address', `data:image/png;base64,${'QUJDa9+/'.repeat(500)}`],
    ['an address of a picture', 'https://cdn.example.com/media/aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY.png'],
    ['a UUID', '0f8fad5b-d9cb-469f-a165-70867728950e'],
    ['a flow ID', '17b6a0c4e2f94d1b8c35e07f6a9d2b18'],
    ['what is filled in', `https://${'$'}{data.user}:${'$'}{data.password}@example.com`],
    ['a placeholder', 'Bearer <your-token-goes-right-here>'],
    ['words', 'Choose a password with 8 characters or more'],
    ['a long name', 'appointment_confirmation_screen_with_details_2026'],
  ])('finds nothing in %s', async (_name, example) => {
    expect(await found(JSON.stringify({ data: { x: { __example__: example } } }))).toEqual([]);
  });

  it('finds a password by its name, in an example only', async () => {
    const json = (key: string) => JSON.stringify({ data: { api_key: { type: 'string', [key]: 'hunter2hunter2' } } });
    expect(await found(json('__example__'))).toEqual(['hunter2hunter2']);
    expect(await found(json('label'))).toEqual([]);
  });

  it('reads escapes, and masks what is written with them', async () => {
    const json = '{"n": 1.0, "a": "https:\\/\\/bob:hunter2hunter2@example.com", "b": "keep \\u00e9"}';
    const secrets = await findSecrets(json);
    expect(secrets.map(({ value }) => value)).toEqual(['bob:hunter2hunter2']);
    const masked = maskJson(json, secrets);
    expect(masked).toBe('{"n": 1.0, "a": "https://[masked]@example.com", "b": "keep \\u00e9"}');
  });

  it.each([
    ['quotes', '"\\\\'.repeat(100_000)],
    ['no end', `{"a": "${'x'.repeat(300_000)}`],
    ['levels', `${'{"a":'.repeat(200)}"bbbbbbbb"${'}'.repeat(200)}`],
    ['keys that begin', JSON.stringify(['-----BEGIN PRIVATE KEY-----'.repeat(20_000)])],
    ['tokens that begin', JSON.stringify(['eyJ'.repeat(100_000), 'https://a:'.repeat(30_000)])],
  ])('comes to an end of whatever is no JSON, or made to be slow: %s', async (_name, json) => {
    await expect(findSecrets(json)).resolves.toBeInstanceOf(Array);
  });

  it.each([
    ['lists', `{"screens":${'['.repeat(16_000)}${'"aaaaaaaa",'.repeat(2800)}${']'.repeat(16_000)}}`],
    ['objects', `${'{"a":'.repeat(201)}"bbbbbbbb"${'}'.repeat(201)}`],
  ])('does not look through %s that are nested deeper than a flow is read', async (_what, json) => {
    await expect(findSecrets(json)).rejects.toThrow(RangeError);
  });

  it('names each place of a secret, below examples and in lists', async () => {
    const secret = `ghp_${'aB3dE5fG7h'.repeat(4).slice(0, 36)}`;
    const data = { 'a/b': [{ x: 'nothing here' }, { x: secret }], api_key: { __example__: ['x', 'hunter2hunter2'] } };
    expect((await findSecrets(JSON.stringify({ data, last: secret }))).map(({ path }) => path).sort()).toEqual([
      '/data/api_key/__example__/1',
      '/data/a~1b/1/x',
      '/last',
    ]);
  });

  it('leaves nothing in memory of what it looked through', async () => {
    const before = performance.getEntries().length;
    for (let file = 0; file < 3; file += 1) await findSecrets('{"title":"nothing but words"}');
    expect(performance.getEntries()).toHaveLength(before);
  });
});
