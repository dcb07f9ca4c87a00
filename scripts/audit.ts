// `npm run audit -- --since 2026-01-31 --format csv`: the audit, also while the bot runs and writes. See docs/audit.md.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { givenTime } from '../src/audit/given-time.ts';
import { type AuditLine, auditLines, csvHead, csvOf, jsonLinesOf } from '../src/audit/lines.ts';
import { openAuditReader } from '../src/store/audit-reader.ts';
import { isPostgresUrl, sqlitePathOf } from '../src/store/database-url.ts';
import { givenDatabaseUrl } from './given-database-url.ts';

const USAGE = `npm run --silent audit -- [--since TIME] [--until TIME] [--person ID] [--flow ID] [--workspace ID] [--format csv|jsonl]
  TIME is a date or a time in UTC, as 2026-01-31 or 2026-01-31T08:00:00Z, or days ago, as 30d. --since is 7d if not set.`;
/** EX_USAGE of sysexits.h. */
const EXIT_USAGE = 64;

function fail(message: string, code = 1): never {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}

function options() {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      options: { since: text, until: text, person: text, flow: text, workspace: text, format: text },
    }).values;
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`, EXIT_USAGE);
  }
}

const timeOf = (name: string, given: string): number =>
  givenTime(given, Date.now()) ?? fail(`--${name} ${given} is no time.\n${USAGE}`, EXIT_USAGE);

async function databaseUrl(): Promise<string> {
  const url = await givenDatabaseUrl().catch((error: Error) => fail(`${error.message}.`));
  if (isPostgresUrl(url)) return url;
  const path = sqlitePathOf(url);
  if (!existsSync(path)) fail(`There is no database at ${path}. Set DATABASE_URL as the bot has it, then try again.`);
  return url;
}

const FORMATS: Readonly<Record<string, { head: string; of: (lines: readonly AuditLine[]) => string }>> = {
  csv: { head: csvHead(), of: csvOf },
  jsonl: { head: '', of: jsonLinesOf },
};

const { since = '7d', until, person: userId, flow: flowId, workspace: teamId, format: formatName = 'csv' } = options();
const format = FORMATS[formatName] ?? fail(`--format is csv or jsonl, not ${formatName}.\n${USAGE}`, EXIT_USAGE);
const query = {
  teamId,
  userId,
  flowId,
  since: timeOf('since', since),
  ...(until !== undefined && { until: timeOf('until', until) }),
};

/** Waits where the reader of a pipe is slower. */
const write = (text: string) => new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));

// `head` and its like close the pipe once they have enough.
process.stdout.on('error', () => process.exit(0));
try {
  const reader = await openAuditReader(await databaseUrl());
  await write(format.head);
  for await (const records of reader.read(query)) await write(format.of(records.flatMap(auditLines)));
  await reader.close();
} catch (error) {
  fail(
    `The audit could not be read (${error instanceof Error ? error.message : String(error)}). Start the bot once, so that the tables are up to date, then try again.`,
  );
}
