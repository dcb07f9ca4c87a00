import { parseArgs } from 'node:util';
import { LANGUAGES, type Language, RULE_IDS, SEVERITIES, type Severity } from '../checks/index.ts';
import { UsageError } from './usage-error.ts';

export const FORMATS = ['text', 'json', 'sarif', 'github'] as const;
export type Format = (typeof FORMATS)[number];

/** From which severity on the exit code is 1; `never` for none. */
export type FailOn = Severity | 'never';
export const FAIL_ON = [...SEVERITIES, 'never'] as const;

/** What was asked for on the command line; undefined where nothing was said. */
export interface CheckArguments {
  files: string[];
  format: Format | undefined;
  failOn: FailOn | undefined;
  disabled: string[];
  language: Language | undefined;
  config: string | undefined;
  isHelp: boolean;
  isVersion: boolean;
}

export const CHECK_USAGE = `Usage: flow-json-for-slack check [options] <file|directory|glob|-> …

Checks the JSON of WhatsApp Flows: what Meta would refuse, what fails on the phone, what hurts. Use - to read standard input.
In a directory, it checks every .json file that contains a flow.

Options:
  --format text|json|sarif|github        how the findings are written (default: text)
  --fail-on refused|device|hurts|advice|never
                                         the lowest severity with exit code 1 (default: refused)
  --disable <rule>                       turn off a rule; can be repeated, or list several with commas
  --language en|zh-CN                    language of the messages (default: en)
  --config <file>                        settings in a file (default: the nearest .flowjsonrc.json)
  --version, --help

Exit code: 0 no findings as bad as --fail-on, 1 some, 2 the check could not run.
Every rule with examples: docs/checks.md in this package.
`;

function oneOf<Value extends string>(
  option: string,
  value: string | undefined,
  values: readonly Value[],
): Value | undefined {
  if (value === undefined) return undefined;
  const found = values.find((candidate) => candidate === value);
  if (found === undefined) throw new UsageError(`${option} can't be "${value}". It can be ${values.join(', ')}.`);
  return found;
}

/** @throws {UsageError} for a rule that does not exist */
export function knownRules(rules: readonly string[], where: string): string[] {
  const known: readonly string[] = RULE_IDS;
  const unknown = rules.find((rule) => !known.includes(rule));
  if (unknown !== undefined)
    throw new UsageError(`${where} names "${unknown}", but there is no such rule. See docs/checks.md for all rules.`);
  return [...rules];
}

/** @throws {UsageError} for options that do not exist, or values that they can't have */
export function readArguments(args: readonly string[]): CheckArguments {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  const disabled = (values.disable ?? []).flatMap((rules) => rules.split(',')).map((rule) => rule.trim());
  return {
    files: positionals,
    format: oneOf('--format', values.format, FORMATS),
    failOn: oneOf('--fail-on', values['fail-on'], FAIL_ON),
    disabled: knownRules(
      disabled.filter((rule) => rule !== ''),
      '--disable',
    ),
    language: oneOf('--language', values.language, LANGUAGES),
    config: values.config,
    isHelp: values.help ?? false,
    isVersion: values.version ?? false,
  };
}

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: 'string' },
      'fail-on': { type: 'string' },
      disable: { type: 'string', multiple: true },
      language: { type: 'string' },
      config: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean' },
    },
  });
