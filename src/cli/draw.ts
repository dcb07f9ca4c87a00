import { readFile, writeFile } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { changeScenes, type DrawnScene, flowScenes, paintScenes } from '../picture/draw.ts';
import { PictureError, type PictureErrorKind } from '../picture/error.ts';
import type { Command, Surroundings } from './command.ts';
import { UsageError } from './usage-error.ts';

const USAGE = `Usage: flow-json-for-slack draw <flow.json> [options]

Draws a WhatsApp Flow as a picture: its screens as a phone shows them, and what leads from one to the other. A flow of
more than 12 screens gets an overview and pages: flow.png, flow-1.png, flow-2.png …

  -o, --output FILE   Where the picture goes: .png or .svg (default: the name of the flow, with .png)
      --before FILE   An earlier version of the flow: draws what changed since
      --screen ID     Draws this screen only
      --width PIXELS  How wide the picture is (PNG only)
      --title TEXT    What stands above the picture (default: the name of the file)
  -h, --help          Shows this

The flow may be - for standard input. Exit code: 0 drawn, 1 not drawn, 2 unknown option.
`;

/** What went wrong, and what to do about it. */
const REASONS: Readonly<Partial<Record<PictureErrorKind, string>>> = {
  'not-a-flow': 'This is not a Flow JSON: it has no screens. Check that the file is the JSON of a WhatsApp Flow.',
  'too-large': 'This flow is too large to draw. A Flow JSON may have up to 10 MB.',
  'no-such-screen': 'The flow has no such screen. Check the ID: it is written as in the file, as in "id": "WELCOME".',
};

/** Pixels that a picture may be wide. */
const WIDTHS = { least: 100, most: 12_000 };

interface Wanted {
  file: string;
  output: string;
  before: string | undefined;
  screen: string | undefined;
  width: number | undefined;
  title: string;
}

function readArguments(args: readonly string[]): Wanted | 'help' {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      output: { type: 'string', short: 'o' },
      before: { type: 'string' },
      screen: { type: 'string' },
      width: { type: 'string' },
      title: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) return 'help';
  const [file, ...more] = positionals;
  if (file === undefined) throw new UsageError('Name the file of the flow to draw.');
  if (more.length > 0) throw new UsageError(`Name one flow only. To compare two, use --before: ${more.join(' ')}`);
  const name = file === '-' ? 'flow' : basename(file, extname(file));
  const output = values.output ?? `${name}.png`;
  if (!['.png', '.svg'].includes(extname(output).toLowerCase()))
    throw new UsageError(`The output must end in .png or .svg: ${output}`);
  if (values.screen !== undefined && values.before !== undefined)
    throw new UsageError('--screen and --before do not go together.');
  const width = values.width === undefined ? undefined : Number(values.width);
  if (width !== undefined && !(Number.isInteger(width) && width >= WIDTHS.least && width <= WIDTHS.most)) {
    throw new UsageError(
      `--width takes a whole number of pixels from ${WIDTHS.least} to ${WIDTHS.most}: ${values.width}`,
    );
  }
  return { file, output, before: values.before, screen: values.screen, width, title: values.title ?? name };
}

const readJson = (file: string, { cwd, readInput }: Surroundings): Promise<string> =>
  file === '-' ? readInput() : readFile(resolve(cwd, file), 'utf8');

async function scenesOf({ file, before, screen, title }: Wanted, surroundings: Surroundings): Promise<DrawnScene[]> {
  const json = await readJson(file, surroundings);
  if (before !== undefined) return changeScenes(await readJson(before, surroundings), json, { title });
  return flowScenes(json, { title, ...(screen === undefined ? {} : { screen }) });
}

/** `flow.png` for the first picture, `flow-1.png` for what follows it. */
const outputName = (output: string, index: number): string =>
  index === 0 ? output : `${output.slice(0, -extname(output).length)}-${index}${extname(output)}`;

async function drawAll(wanted: Wanted, surroundings: Surroundings): Promise<void> {
  const write = async (index: number, data: Buffer): Promise<void> => {
    const output = outputName(wanted.output, index);
    await writeFile(resolve(surroundings.cwd, output), data);
    surroundings.out(`${output}\n`);
  };
  const scenes = await scenesOf(wanted, surroundings);
  if (extname(wanted.output).toLowerCase() === '.svg') {
    const { paintSvg } = await import('../picture/paint/svg.ts');
    for (const [index, { scene }] of scenes.entries()) await write(index, await paintSvg(scene));
    return;
  }
  const pictures = await paintScenes(scenes, wanted.width);
  for (const [index, { png }] of pictures.entries()) await write(index, png);
}

const SYSTEM_REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file or folder',
  EACCES: 'This file may not be read or written',
  EISDIR: 'This is a folder, not a file',
};

/** In a sentence, without a stack. */
function reasonOf(error: unknown): string {
  if (error instanceof PictureError) return REASONS[error.kind] ?? `The flow could not be drawn: ${error.message}`;
  const { code, path, message } = error as NodeJS.ErrnoException;
  const known = code === undefined ? undefined : SYSTEM_REASONS[code];
  return known === undefined ? `The flow could not be drawn: ${message}` : `${known}: ${path ?? ''}`;
}

/** `draw`: a picture of a flow, without the bot. Exit code 0: drawn, 1: not drawn, 2: unknown option. */
export const run: Command = async (args, surroundings) => {
  let wanted: Wanted | 'help';
  try {
    wanted = readArguments(args);
  } catch (error) {
    surroundings.err(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
  if (wanted === 'help') {
    surroundings.out(USAGE);
    return 0;
  }
  try {
    await drawAll(wanted, surroundings);
    return 0;
  } catch (error) {
    surroundings.err(`${reasonOf(error)}\n`);
    return 1;
  }
};
