import { createCanvas, loadImage } from '@napi-rs/canvas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeScenes, drawFlow, flowScenes, paintScenes } from '../../../src/picture/draw.ts';
import { PictureError } from '../../../src/picture/error.ts';
import { LIMITS } from '../../../src/picture/limits.ts';
import { encodePng } from '../../../src/picture/paint/png.ts';
import { paintSvg } from '../../../src/picture/paint/svg.ts';
import {
  bind,
  branch,
  flowOf,
  footer,
  type Given,
  navigate,
  oneScreen,
  pngHead,
  SAMPLES,
  screenOf,
} from './support/flows.ts';

const isPng = (data: Buffer) =>
  data.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));

/** The pictures, or the kind of the error: nothing else may come. */
async function outcome(json: string): Promise<string> {
  try {
    const pictures = await drawFlow(json);
    return pictures.length > 0 && pictures.every(({ png }) => isPng(png)) ? 'drawn' : 'no picture';
  } catch (error) {
    if (error instanceof PictureError) return error.kind;
    throw error;
  }
}

describe('drawing the samples', () => {
  it.each(SAMPLES)(
    '%s',
    async (_, json) => {
      for (const { png, width, height, screens } of await drawFlow(json, { title: 'A flow' })) {
        expect(isPng(png)).toBe(true);
        const image = await loadImage(png);
        expect([image.width, image.height]).toEqual([width, height]);
        expect(width * height).toBeLessThanOrEqual(LIMITS.picturePixels);
        expect(screens.length).toBeGreaterThan(0);
      }
    },
    20_000,
  );

  it('is as wide as is asked', async () => {
    const [picture] = await drawFlow(JSON.stringify(oneScreen([])), { width: 640 });
    expect(picture?.width).toBe(640);
  });

  it('gives SVG with nothing of the flow in its markup', async () => {
    const [page] = flowScenes(JSON.stringify(oneScreen([{ type: 'TextBody', text: '<script>alert(1)</script> 👋' }])));
    const svg = page === undefined ? '' : (await paintSvg(page.scene)).toString();
    expect(svg).toMatch(/^<\?xml/);
    expect(svg).not.toMatch(/script|<text/);
  });
});

/** JSON of `depth` levels, written out: a parser must take it, `JSON.stringify` would not. */
const deep = (depth: number) =>
  `{"version":"7.3","screens":[{"id":"A","layout":{"children":[${'{"type":"If","then":['.repeat(depth)}${']}'.repeat(depth)}]}}]}`;

/** Flows made to hurt. */
const HURTING: Readonly<Record<string, [string, string]>> = {
  'nested a hundred thousand times': [deep(100_000), 'drawn'],
  'arrays within arrays': [`${'['.repeat(500_000)}${']'.repeat(500_000)}`, 'not-a-flow'],
  'ten megabytes of words': [
    JSON.stringify(oneScreen([{ type: 'TextBody', text: 'word '.repeat(2_000_000) }])),
    'drawn',
  ],
  'ten megabytes of one word': [
    JSON.stringify(oneScreen([{ type: 'TextHeading', text: 'x'.repeat(9_000_000) }])),
    'drawn',
  ],
  'more than ten megabytes': [
    JSON.stringify(oneScreen([{ type: 'TextBody', text: 'x'.repeat(11_000_000) }])),
    'too-large',
  ],
  'a quarter of a million options': [
    JSON.stringify(
      oneScreen([
        {
          type: 'RadioButtonsGroup',
          name: 'r',
          label: 'R',
          'data-source': Array.from({ length: 250_000 }, (_, id) => ({ id: `${id}`, title: `${id}` })),
        },
      ]),
    ),
    'drawn',
  ],
  'sixty thousand components': [
    JSON.stringify(oneScreen(Array.from({ length: 60_000 }, () => ({ type: 'TextCaption', text: 't' })))),
    'drawn',
  ],
  'image bombs': [
    JSON.stringify(
      oneScreen(
        [
          [30_000, 30_000],
          [65_000, 2],
          [6000, 2000],
        ].map(([width = 0, height = 0]) => ({ type: 'Image', src: pngHead(width, height) })),
      ),
    ),
    'drawn',
  ],
  'marks on marks, and halves of letters': [
    JSON.stringify(
      oneScreen([
        { type: 'TextHeading', text: `Z${'\u0301'.repeat(5000)} \ud83d \udc68 \u202e x` },
        { type: 'TextBody', text: '\n'.repeat(100_000) },
      ]),
    ),
    'drawn',
  ],
  'Markdown that goes in circles': [
    JSON.stringify(
      oneScreen(
        [
          '# '.repeat(2000),
          '*'.repeat(4000),
          '['.repeat(4000),
          `|a${'|a'.repeat(900)}\n|-|-|`,
          '> '.repeat(2000),
          '- '.repeat(2000),
          '`'.repeat(3000),
          '![x]('.repeat(600),
          '_a__'.repeat(1000),
        ].map((text) => ({ type: 'RichText', text })),
      ),
    ),
    'drawn',
  ],
  'a circle of screens': [
    JSON.stringify(
      flowOf(
        ...['A', 'B', 'C'].map((id, index, all) =>
          screenOf(id, [footer(navigate(all[(index + 1) % 3] ?? ''), '<!channel>')]),
        ),
      ),
    ),
    'drawn',
  ],
  'everybody leads everywhere': [
    JSON.stringify(
      flowOf(
        ...Array.from({ length: 20 }, (_, from) =>
          screenOf(
            `S${from}`,
            Array.from({ length: 20 }, (__, to) => ({
              type: 'EmbeddedLink',
              text: 'go',
              'on-click-action': navigate(`S${(from * 7 + to * 13) % 20}`),
            })),
          ),
        ),
      ),
    ),
    'drawn',
  ],
};

describe('a flow made to hurt', () => {
  it.each(Object.entries(HURTING))(
    '%s',
    async (_, [json, expected]) => {
      expect(await outcome(json)).toBe(expected);
    },
    20_000,
  );
});

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.constantFrom('', ' ', bind('data.x'), bind('form.a'), `\`'a' ${bind('data.x')}\``, 'مرحبا abc', '你好', '👩‍🚀'),
);
const anyValue = fc.oneof(
  anyText,
  fc.boolean(),
  fc.constant(null),
  fc.integer(),
  fc.double(),
  fc.array(anyText, { maxLength: 3 }),
  fc.dictionary(fc.string(), anyText, { maxKeys: 3 }),
);
const TYPES = [
  'TextHeading',
  'TextSubheading',
  'TextBody',
  'TextCaption',
  'RichText',
  'TextInput',
  'TextArea',
  'CheckboxGroup',
  'RadioButtonsGroup',
  'Dropdown',
  'ChipsSelector',
  'OptIn',
  'EmbeddedLink',
  'Footer',
  'DatePicker',
  'CalendarPicker',
  'Image',
  'ImageCarousel',
  'NavigationList',
  'PhotoPicker',
  'DocumentPicker',
  'Form',
  'If',
  'Switch',
  'Later',
  '__proto__',
];
const KEYS = [
  'text',
  'label',
  'name',
  'description',
  'helper-text',
  'visible',
  'enabled',
  'required',
  'init-value',
  'data-source',
  'list-items',
  'images',
  'src',
  'width',
  'height',
  'aspect-ratio',
  'scale-type',
  'mode',
  'min-date',
  'max-date',
  'markdown',
  'condition',
  'value',
  'cases',
  'children',
  'then',
  'else',
  'on-click-action',
  'title',
  'left-caption',
  'center-caption',
  'include-days',
  'font-weight',
  'init-values',
  'max-file-size-kb',
];
const anyAction = fc.oneof(
  fc.constantFrom('A', 'B', 'GONE').map(navigate),
  fc
    .constantFrom('complete', 'data_exchange', 'update_data', 'open_url', 'fly')
    .map((name): Given => ({ name, url: 'https://example.com' })),
  anyValue,
);
const { component: anyComponent } = fc.letrec<{ component: Given; list: unknown[] }>((tie) => ({
  list: fc.array(fc.oneof({ weight: 5, arbitrary: tie('component') }, { weight: 1, arbitrary: anyValue }), {
    maxLength: 3,
  }),
  component: fc
    .tuple(
      fc.constantFrom(...TYPES),
      fc.dictionary(fc.constantFrom(...KEYS), fc.oneof({ depthSize: 'small' }, anyValue, tie('list'), anyAction), {
        maxKeys: 8,
      }),
    )
    .map(([type, props]) => ({ label: 'Label', text: 'Text', ...props, type })),
}));
const anyDamagedFlow = fc.record({
  version: anyValue,
  routing_model: fc.oneof(
    anyValue,
    fc.dictionary(fc.constantFrom('A', 'B', 'X'), fc.oneof(anyValue, fc.array(fc.constantFrom('A', 'B', 'Y')))),
  ),
  screens: fc.array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          id: fc.oneof(fc.constantFrom('A', 'B', 'C'), anyValue),
          title: anyValue,
          terminal: anyValue,
          data: fc.oneof(fc.constant({ x: { type: 'string', __example__: 'X' } }), anyValue),
          layout: fc.oneof(
            { weight: 6, arbitrary: fc.record({ children: fc.array(anyComponent, { maxLength: 5 }) }) },
            { weight: 1, arbitrary: anyValue },
          ),
        }),
      },
      { weight: 1, arbitrary: anyValue },
    ),
    { maxLength: 4 },
  ),
});

describe('whatever the flow', () => {
  it('there is a picture, or an error with a kind', async () => {
    await fc.assert(
      fc.asyncProperty(anyDamagedFlow, async (flow) => {
        expect(['drawn', 'not-a-flow']).toContain(await outcome(JSON.stringify(flow)));
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('there is a picture of a sample that was cut anywhere, or an error with a kind', async () => {
    const samples = SAMPLES.map(([, json]) => json);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...samples),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(200),
        async (json, at, length) => {
          const start = Math.floor(at * json.length);
          expect(['drawn', 'not-a-flow']).toContain(await outcome(json.slice(0, start) + json.slice(start + length)));
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);

  it('what changed from one to another has a scene', () => {
    fc.assert(
      fc.property(anyDamagedFlow, anyDamagedFlow, (before, after) => {
        fc.pre(
          before.screens.some((screen) => typeof screen === 'object' && screen !== null && !Array.isArray(screen)),
        );
        fc.pre(after.screens.some((screen) => typeof screen === 'object' && screen !== null && !Array.isArray(screen)));
        const pages = changeScenes(JSON.stringify(before), JSON.stringify(after));
        expect(pages.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('paintScenes', () => {
  it('draws an If with its branches without an image of more pixels than are decoded', async () => {
    const images = Array.from({ length: 8 }, () => ({ type: 'Image', src: pngHead(3900, 4000) }));
    const [picture] = await paintScenes(flowScenes(JSON.stringify(oneScreen([branch('x', images, images)]))));
    expect(picture?.png.length).toBeGreaterThan(100);
  });
});

describe('encodePng', () => {
  async function roundTrip(
    paint: (context: ReturnType<ReturnType<typeof createCanvas>['getContext']>) => void,
  ): Promise<{ colorType: number | undefined; worst: number }> {
    const canvas = createCanvas(120, 80);
    const context = canvas.getContext('2d');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, 120, 80);
    paint(context);
    const data = Buffer.from(canvas.data());
    const png = encodePng(data, 120, 80);
    const again = createCanvas(120, 80);
    again.getContext('2d').drawImage(await loadImage(png), 0, 0);
    const decoded = again.data();
    let worst = 0;
    for (let at = 0; at < data.length; at += 1) worst = Math.max(worst, Math.abs((data[at] ?? 0) - (decoded[at] ?? 0)));
    return { colorType: png[25], worst };
  }

  it('keeps few colours as they are, in a palette', async () => {
    const found = await roundTrip((context) => {
      for (const [index, color] of ['#123456', '#ff0000', '#00ff7f'].entries()) {
        context.fillStyle = color;
        context.fillRect(index * 20, 10, 15, 30);
      }
    });
    expect(found).toEqual({ colorType: 3, worst: 0 });
  });

  it('keeps a photo as it is, in full colour', async () => {
    const found = await roundTrip((context) => {
      for (let x = 0; x < 120; x += 1) {
        for (let y = 0; y < 80; y += 1) {
          context.fillStyle = `rgb(${x * 2}, ${y * 3}, ${(x * y) % 256})`;
          context.fillRect(x, y, 1, 1);
        }
      }
    });
    expect(found).toEqual({ colorType: 2, worst: 0 });
  });
});
