import type { TextStyle } from '../text/block.ts';

/** WhatsApp's light colours, and few of our own for what a phone doesn't show. */
export const COLORS = {
  ground: '#eef1f4',
  panel: '#e2e8ed',
  card: '#ffffff',
  edge: '#dfe4e8',
  line: '#e6eaed',
  field: '#b9c3c9',
  text: '#101e26',
  muted: '#5f7079',
  faint: '#8a98a0',
  brand: '#1b8755',
  button: '#1daa61',
  buttonOff: '#dfe5e7',
  onButton: '#ffffff',
  required: '#c4243b',
  placeholder: '#e9eef1',
  chip: '#f1f4f6',
  example: '#6b45c6',
  exampleGround: '#e8e0fb',
  unfilledGround: '#fde4e4',
  branch: '#b26a00',
  branchGround: '#fff6e6',
  branchEdge: '#f0cf94',
  navigate: '#2f6fdb',
  endpoint: '#7a3fc2',
  complete: '#16824f',
  route: '#76858f',
  missing: '#d1293d',
  other: '#0e7c86',
  added: '#16824f',
  removed: '#d1293d',
  changed: '#b26a00',
  moved: '#2f6fdb',
} as const;

export interface TypeStyle {
  size: number;
  lineHeight: number;
  isBold: boolean;
}

/** The sizes that WhatsApp sets texts in, scaled to a card of 300 points. */
export const TYPE = {
  heading: { size: 20, lineHeight: 26, isBold: true },
  subheading: { size: 16, lineHeight: 22, isBold: true },
  title: { size: 15.5, lineHeight: 20, isBold: true },
  body: { size: 14, lineHeight: 20, isBold: false },
  bodyBold: { size: 14, lineHeight: 20, isBold: true },
  caption: { size: 12, lineHeight: 16, isBold: false },
  captionBold: { size: 12, lineHeight: 16, isBold: true },
  note: { size: 10.5, lineHeight: 14, isBold: false },
  noteBold: { size: 10.5, lineHeight: 14, isBold: true },
} as const satisfies Record<string, TypeStyle>;

export const SPACE = { padding: 16, gap: 12, small: 6, tiny: 3 } as const;

/** Points that a card is wide: near a phone's 360, so that lines break much as they do there. */
export const CARD_WIDTH = 300;
export const CONTENT_WIDTH = CARD_WIDTH - 2 * SPACE.padding;

export const textStyle = (color: string, type: TypeStyle): TextStyle => ({
  isBold: type.isBold,
  isItalic: false,
  color,
});
