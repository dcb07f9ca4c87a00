import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createCanvas, type Image, loadImage } from '@napi-rs/canvas';
import { drawFlow } from '../src/picture/draw.ts';

/**
 * Draws the flows of the tests and of the sandbox on one sheet, so that one look tells what a change to the drawing does:
 * `node scripts/contact-sheet.ts [FILE.png]`. FLOW_SAMPLES names one more folder of flows. What cannot be drawn is said, and
 * the exit code is 1.
 */

const OUTPUT = process.argv[2] ?? 'docs/contact-sheet.png';
const COLUMNS = 4;
const CELL = { width: 640, height: 560 };
const GAP = 12;

// biome-ignore lint/style/noProcessEnv: a script of its own, which has no settings
const { FLOW_SAMPLES } = process.env;
const folders = [
  resolve(import.meta.dirname, '../test/fixtures/flows'),
  resolve(import.meta.dirname, '../sandbox/cams/flows'),
  ...(FLOW_SAMPLES === undefined ? [] : [FLOW_SAMPLES]),
];
const files = folders.flatMap((folder) =>
  readdirSync(folder)
    .sort()
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name)),
);

const images: Image[] = [];
for (const file of files) {
  const name = file.slice(file.lastIndexOf('/') + 1, -'.json'.length);
  try {
    const start = performance.now();
    const [first, ...rest] = await drawFlow(readFileSync(file, 'utf8'), { title: name });
    if (first === undefined) continue;
    images.push(await loadImage(first.png));
    console.log(
      `${name}: ${first.width} × ${first.height}, ${first.png.length} bytes, ${rest.length} pages, ${(performance.now() - start).toFixed(0)} ms`,
    );
  } catch (error) {
    console.error(`${name}: ${String(error)}`);
    process.exitCode = 1;
  }
}

const rows = Math.ceil(images.length / COLUMNS);
const canvas = createCanvas(COLUMNS * (CELL.width + GAP) + GAP, rows * (CELL.height + GAP) + GAP);
const context = canvas.getContext('2d');
context.fillStyle = '#c9d1d7';
context.fillRect(0, 0, canvas.width, canvas.height);
for (const [index, image] of images.entries()) {
  const scale = Math.min(CELL.width / image.width, CELL.height / image.height);
  const [width, height] = [image.width * scale, image.height * scale];
  const x = GAP + (index % COLUMNS) * (CELL.width + GAP) + (CELL.width - width) / 2;
  const y = GAP + Math.floor(index / COLUMNS) * (CELL.height + GAP) + (CELL.height - height) / 2;
  context.drawImage(image, x, y, width, height);
}
writeFileSync(OUTPUT, canvas.toBuffer('image/png'));
console.log(`${images.length} of ${files.length} flows on ${OUTPUT}`);
