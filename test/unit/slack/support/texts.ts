import type { AnyBlock, KnownBlock } from '@slack/types';
import { expect } from 'vitest';
import { CATALOGUES, translateTo } from '../../../../src/i18n.ts';
import type { Message } from '../../../../src/slack/messages/message.ts';

export { LANGUAGES } from '../../../../src/i18n.ts';
export const english = translateTo('en');
export const chinese = translateTo('zh-CN');

type Tree = { readonly [key: string]: string | Tree };

/** Every text of a language by its key, as `error.timeout.next`. */
export function flatTexts(tree: Tree, prefix = ''): Map<string, string> {
  const entries = Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : [...flatTexts(value, `${prefix}${key}.`)],
  );
  return new Map(entries);
}

const KEYS = [...flatTexts(CATALOGUES.en).keys()].map((key) => key.replace(/_(?:one|other)$/, ''));

/** Bidirectional controls, zero-width signs and other format characters, which a text from outside may hold. */
const HIDDEN_SIGN = /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/u;

/** Fails where a text shows what no person should read: a hole, an object, a key instead of its text, a sign not seen. */
export function expectReadable(text: string): void {
  expect(text).not.toMatch(HIDDEN_SIGN);
  expect(text).not.toMatch(/undefined|\[object|\{\{|\}\}|\$t\(|NaN/);
  expect(KEYS.filter((key) => text.includes(key))).toEqual([]);
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text, ...rest } = value as Record<string, unknown>;
  const own = (type === 'mrkdwn' || type === 'plain_text') && typeof text === 'string' ? [text] : textsIn(text);
  return [...own, ...Object.values(rest).flatMap(textsIn)];
}

/** Whatever a person reads in blocks, options and views: sections, fields, labels, hints, buttons. */
export const shownIn = (value: unknown): string => textsIn(value).join('\n');

export const shown = ({ blocks }: Message): string => shownIn(blocks);

interface ShownButton {
  action_id: string;
  value?: string;
  url?: string;
}

/** The buttons in blocks, wherever they stand. */
export function buttonsIn(blocks: readonly AnyBlock[]): ShownButton[] {
  const elements = (blocks as readonly KnownBlock[]).flatMap((block): unknown[] => {
    if (block.type === 'actions') return block.elements;
    return block.type === 'section' && block.accessory !== undefined ? [block.accessory] : [];
  });
  return elements as ShownButton[];
}
