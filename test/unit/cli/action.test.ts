import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const ACTION = resolve(import.meta.dirname, '../../../.github/actions/check-flow-json');
const action = parse(readFileSync(join(ACTION, 'action.yml'), 'utf8'));

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'flow-json-action-'));
  writeFileSync(join(directory, 'a b.json'), '{"version": "7.3", "screens": []}');
  writeFileSync(join(directory, 'c.json'), '{"version": "7.3", "screens": []}');
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const run = (inputs: Readonly<Record<string, string>>) =>
  spawnSync('bash', [join(ACTION, 'check.sh')], {
    cwd: directory,
    encoding: 'utf8',
    env: {
      PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
      ACTION_PATH: ACTION,
      FAIL_ON: 'refused',
      DISABLE: '',
      CHECK_LANGUAGE: 'en',
      SARIF_FILE: '',
      FILES: '',
      ...inputs,
    },
  });

describe('the action check-flow-json', () => {
  it('hands each input to the script by the environment, never into a command', () => {
    const [step] = action.runs.steps;
    expect(step.run).not.toContain('${{');
    const given = Object.values<string>(step.env).join(' ');
    for (const input of Object.keys(action.inputs)) expect(given).toContain(`inputs.${input} `.trim());
  });

  it('shows each finding at its line, and fails the step', { timeout: 60_000 }, () => {
    const { status, stdout } = run({ FILES: '\n  a b.json  \nc.json\n' });
    expect(status).toBe(1);
    expect(stdout.match(/^::error file=(.*?),/gm)).toEqual(['::error file=a b.json,', '::error file=c.json,']);
  });

  it('writes SARIF as well, and passes where nothing is as bad as asked', { timeout: 60_000 }, () => {
    const { status } = run({ FILES: 'c.json', SARIF_FILE: 'out.sarif', FAIL_ON: 'never' });
    expect(status).toBe(0);
    expect(JSON.parse(readFileSync(join(directory, 'out.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
  });

  it('fails with 2 where there is nothing to check', { timeout: 60_000 }, () => {
    expect(run({ FILES: 'none.json', SARIF_FILE: 'out.sarif' }).status).toBe(2);
    expect(run({ FILES: '' }).status).toBe(2);
  });
});
