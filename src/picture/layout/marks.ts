import { setWord, word } from '../scene/pen.ts';
import type { IconName, Shape } from '../scene/shape.ts';
import { COLORS, TYPE } from '../scene/theme.ts';
import type { TextMeasure } from '../text/measure.ts';
import type { PictureWords } from '../words.ts';
import { type Exit, isMissing } from './exits.ts';

export interface Words {
  measure: TextMeasure;
  words: PictureWords;
}

export interface PillLook {
  text: string;
  color: string;
  fill?: string;
  icon?: IconName;
  most: number;
}

const PILL = 20;

/** A rounded mark with a sign and a word, its left end and its middle at a place. */
export function pill(given: Words, look: PillLook, x: number, middle: number): { shapes: Shape[]; width: number } {
  const left = look.icon === undefined ? 8 : 24;
  const set = setWord(given, look.text, {
    x: x + left,
    y: middle - TYPE.noteBold.lineHeight / 2,
    width: Math.max(look.most - left - 8, 8),
    type: TYPE.noteBold,
    color: look.color,
    maxLines: 1,
  });
  const width = left + set.width + 9;
  return {
    width,
    shapes: [
      {
        kind: 'rect',
        x,
        y: middle - PILL / 2,
        width,
        height: PILL,
        radius: PILL / 2,
        fill: look.fill ?? COLORS.card,
        stroke: look.color,
        lineWidth: 1.2,
      },
      ...(look.icon === undefined
        ? []
        : [{ kind: 'icon', name: look.icon, x: x + 7, y: middle - 6.5, size: 13, color: look.color } as const]),
      ...set.shapes,
    ],
  };
}

export interface MarkLook {
  color: string;
  icon: IconName;
  text: string;
}

/** What stands at the end of a way out that leads to no screen of the picture. */
export function markOf({ words }: Pick<Words, 'words'>, exit: Exit): MarkLook {
  const w = { words };
  if (isMissing(exit))
    return { color: COLORS.missing, icon: 'cross', text: word(w, 'missingScreen', { name: exit.targetId ?? '' }) };
  switch (exit.kind) {
    case 'complete':
      return { color: COLORS.complete, icon: 'check', text: word(w, 'end') };
    case 'data_exchange':
      return { color: COLORS.endpoint, icon: 'server', text: word(w, 'endpoint') };
    case 'open_url':
      return { color: COLORS.other, icon: 'link', text: exit.detail ?? 'URL' };
    case 'update_data':
      return { color: COLORS.other, icon: 'refresh', text: word(w, 'updates') };
    default:
      return { color: COLORS.other, icon: 'branch', text: word(w, 'unknownAction', { name: exit.detail ?? '?' }) };
  }
}

export const lineColor = (exit: Exit): string =>
  isMissing(exit) ? COLORS.missing : exit.kind === 'route' ? COLORS.route : COLORS.navigate;

export const ROUTE_DASH = [5, 4] as const;
