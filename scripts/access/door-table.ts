import { RIGHTS } from '../../src/settings/access/policy.ts';
import { SUBCOMMANDS } from '../../src/slack/listeners/commands/table.ts';
import type { Door } from '../../src/slack/listeners/door.ts';
import { createDoors } from '../../src/slack/listeners/doors.ts';

/** What stands before and behind the table in the README. */
export const DOOR_TABLE_BEGIN = '<!-- By `npm run docs:access`, from the code: -->';
export const DOOR_TABLE_END = '<!-- The end of it. -->';

/** What shows JSON takes `fetch` as well. */
const marked = (name: string, showsJson: boolean | undefined) => (showsJson === true ? `${name} + \`fetch\`` : name);

const commandsFor = (right: string): string[] =>
  SUBCOMMANDS.filter((each) => each.right === right).map(({ name, words: [word = ''], showsJson }) =>
    marked(word === '' ? (name === 'pick' ? 'no word' : 'IDs or a name') : `\`${word}\``, showsJson),
  );

const doorsFor = (right: string): string[] =>
  createDoors().flatMap((door: Door) =>
    'right' in door && door.right === right ? [marked(`\`${door.name}\``, door.showsJson)] : [],
  );

const typed = (): string[] =>
  createDoors().flatMap((door: Door) =>
    'right' in door && typeof door.right === 'function' ? [`\`${door.name}\``] : [],
  );

function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[], fill = ' ') =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width, fill)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line([], '-'), ...body.map((row) => line(row))].join('\n');
}

/** Every door and subcommand by the right that it takes, as a table in Markdown. */
export function doorTable(): string {
  const rows = [...RIGHTS, 'open'].map((right) => [
    right === 'open' ? 'none' : `\`${right}\``,
    commandsFor(right).join(', '),
    doorsFor(right).join(', '),
  ]);
  return tableOf([
    ['Right', 'Commands', 'Buttons, shortcuts, windows, fields'],
    ...rows,
    ['as typed', '', typed().join(', ')],
  ]);
}
