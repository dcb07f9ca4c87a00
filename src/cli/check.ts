import { readFile } from 'node:fs/promises';
import { type Finding, isAtLeast } from '../checks/index.ts';
import { readConfig } from './check-config.ts';
import { CHECK_USAGE, type FailOn, readArguments } from './check-options.ts';
import { writeReport } from './check-report.ts';
import { checkText, mayBeFlow } from './check-text.ts';
import type { Command, Surroundings } from './command.ts';
import { findFiles } from './find-files.ts';
import { UsageError } from './usage-error.ts';
import { packageVersion } from './version.ts';

const STANDARD_INPUT = '-';
/** What standard input is called in reports. */
const STANDARD_INPUT_NAME = 'stdin';

const isFailing = (findings: readonly Finding[], failOn: FailOn) =>
  failOn !== 'never' && findings.some(({ severity }) => isAtLeast(severity, failOn));

async function check(args: readonly string[], { cwd, readInput, out, err }: Surroundings): Promise<number> {
  const asked = readArguments(args);
  if (asked.isHelp) {
    out(CHECK_USAGE);
    return 0;
  }
  if (asked.isVersion) {
    out(`${packageVersion()}\n`);
    return 0;
  }
  if (asked.files.length === 0)
    throw new UsageError(`Name a file to check, or - for standard input.\n\n${CHECK_USAGE}`);
  const config = await readConfig(cwd, asked.config);
  const language = asked.language ?? config.language ?? 'en';
  const format = asked.format ?? config.format ?? 'text';
  const failOn = asked.failOn ?? config.failOn ?? 'refused';
  const disabled = new Set([...asked.disabled, ...(config.disable ?? [])]);

  const names = asked.files.filter((name) => name !== STANDARD_INPUT);
  const ignored = { globs: config.ignore ?? [], from: config.directory ?? cwd };
  const files = await findFiles(names, cwd, ignored);
  const checked: { file: string; findings: Finding[]; unwrapped: string | undefined }[] = [];
  let skipped = 0;
  if (asked.files.includes(STANDARD_INPUT)) {
    checked.push({ file: STANDARD_INPUT_NAME, ...checkText(await readInput(), { language, disabled }) });
  }
  for (const { path, shown, isNamed } of files) {
    const text = await readFile(path, 'utf8').catch(() => {
      throw new UsageError(`Can't read "${shown}".`);
    });
    if (isNamed || mayBeFlow(text)) checked.push({ file: shown, ...checkText(text, { language, disabled }) });
    else skipped += 1;
  }
  if (checked.length === 0) {
    const why = skipped > 0 ? ` ${skipped} .json files there hold no flow.` : '';
    throw new UsageError(`There is no flow to check.${why}`);
  }
  out(writeReport(checked, { format, language, version: packageVersion() }));
  if (skipped > 0)
    err(
      `${skipped} .json ${skipped === 1 ? 'file holds no flow and was' : 'files hold no flow and were'} not checked.\n`,
    );
  return checked.some(({ findings }) => isFailing(findings, failOn)) ? 1 : 0;
}

/** `flow-json-for-slack check`: see {@link CHECK_USAGE}. */
export const run: Command = async (args, surroundings) => {
  try {
    return await check(args, surroundings);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    surroundings.err(`${error.message.trimEnd()}\n`);
    return 2;
  }
};
