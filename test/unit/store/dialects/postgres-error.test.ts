import { describe, expect, it } from 'vitest';
import { postgresLabelOf } from '../../../../src/store/database-url.ts';
import { postgresErrorOf, requireVersion } from '../../../../src/store/dialects/postgres-error.ts';

const LABEL = 'db:5432/bot';
const fromServer = (code: string) => Object.assign(new Error('the reason'), { severity: 'ERROR', code });

describe('postgresErrorOf', () => {
  it.each([
    ['28P01', 'store-refused'],
    ['28000', 'store-refused'],
    ['3D000', 'store-refused'],
    ['25006', 'store-unwritable'],
    ['42501', 'store-unwritable'],
    ['53100', 'store-full'],
    ['40P01', 'store-locked'],
    ['40001', 'store-locked'],
    ['55P03', 'store-locked'],
    ['57014', 'store-locked'],
    ['57P01', 'store-unreachable'],
    ['57P03', 'store-unreachable'],
    ['53300', 'store-unreachable'],
    ['08006', 'store-unreachable'],
    ['42P01', 'store-failed'],
  ])('takes the code %s for %s, and says where, why and what next', (code, kind) => {
    const cause = fromServer(code);
    const error = postgresErrorOf(cause, LABEL);
    expect(error).toMatchObject({ kind, cause });
    expect(error.message).toMatch(/db:5432\/bot .*\(the reason\)\. .+\.$/);
  });

  it.each([
    ['Connection terminated unexpectedly', 'store-unreachable'],
    ['timeout exceeded when trying to connect', 'store-unreachable'],
    ['Query read timeout', 'store-unreachable'],
    ['SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string', 'store-refused'],
  ])('takes what the driver says, %s, for %s', (reason, kind) => {
    expect(postgresErrorOf(new Error(reason), LABEL)).toMatchObject({
      kind,
      message: expect.stringContaining(`(${reason})`),
    });
  });

  it('says what came of each address of the host', () => {
    const error = new AggregateError([new Error('refused ::1'), new Error('refused 127.0.0.1')]);
    expect(postgresErrorOf(error, LABEL).message).toContain('(refused ::1, refused 127.0.0.1)');
  });

  it('takes no mistake of the program for a network that fails', () => {
    expect(postgresErrorOf(new TypeError('no function'), LABEL)).toMatchObject({ kind: 'store-failed' });
  });

  it('leaves a fault that is explained already as it is', () => {
    const error = postgresErrorOf(fromServer('53100'), LABEL);
    expect(postgresErrorOf(error, 'elsewhere')).toBe(error);
  });
});

describe('requireVersion', () => {
  it.each([140_000, 150_018, 180_004])('lets %i in', (version) => {
    expect(() => requireVersion(version, LABEL)).not.toThrow();
  });

  it('refuses an older server', () => {
    expect(() => requireVersion(130_023, LABEL)).toThrow(
      expect.objectContaining({ kind: 'store-too-old', message: expect.stringContaining('PostgreSQL 13') }),
    );
  });

  it('refuses what tells no version', () => {
    expect(() => requireVersion(Number.NaN, LABEL)).toThrow(expect.objectContaining({ kind: 'store-too-old' }));
  });
});

describe('postgresLabelOf', () => {
  it.each([
    ['postgres://bot:hunter2@db/bot', 'db:5432/bot'],
    ['postgresql://bot:hunter2@db.example.com:6432/bot?sslmode=verify-full', 'db.example.com:6432/bot'],
    ['postgres://bot@db/bot?password=hunter2', 'db:5432/bot'],
    ['postgres:///bot?host=/run/postgresql&password=hunter2', '/run/postgresql:5432/bot'],
  ])('of %s is fit to be shown', (url, label) => {
    expect(postgresLabelOf(url)).toBe(label);
  });
});
