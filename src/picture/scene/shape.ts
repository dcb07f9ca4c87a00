import type { TextStyle } from '../text/block.ts';

/** What a card and a picture are made of; all measures in points, from the top left of what they stand in. */
export type Shape =
  | {
      kind: 'rect';
      x: number;
      y: number;
      width: number;
      height: number;
      radius?: number;
      fill?: string;
      stroke?: string;
      lineWidth?: number;
      dash?: readonly number[];
      hasShadow?: boolean;
    }
  | {
      kind: 'text';
      /** Of the left end, and of the letters' foot. */
      x: number;
      y: number;
      text: string;
      size: number;
      width: number;
      style: TextStyle;
      isRightToLeft: boolean;
    }
  | {
      kind: 'path';
      points: readonly (readonly [number, number])[];
      /** Of the corners. */
      radius: number;
      color: string;
      lineWidth: number;
      dash?: readonly number[];
      hasArrow?: boolean;
    }
  | { kind: 'circle'; x: number; y: number; radius: number; fill?: string; stroke?: string; lineWidth?: number }
  | {
      kind: 'image';
      x: number;
      y: number;
      width: number;
      height: number;
      radius: number;
      fit: 'cover' | 'contain' | 'fill';
      /** Base64 of the file. */
      src: string;
    }
  | { kind: 'icon'; name: IconName; x: number; y: number; size: number; color: string };

export type IconName =
  | 'back'
  | 'close'
  | 'more'
  | 'chevron-down'
  | 'chevron-right'
  | 'calendar'
  | 'camera'
  | 'document'
  | 'image'
  | 'check'
  | 'link'
  | 'server'
  | 'refresh'
  | 'cross'
  | 'branch'
  | 'eye-off'
  | 'plus'
  | 'minus'
  | 'tilde'
  | 'up-down';

/** A component as it is drawn, with those that it holds. */
export interface Block {
  /** The type of the component, or the name of a part of the card. */
  type: string;
  /** The component's path on its screen, with `#2` for its third option; empty for parts of the card. */
  path: string;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Greyed, because a phone doesn't show it or lets nobody use it. */
  state?: 'hidden' | 'disabled';
  shapes: Shape[];
  children: Block[];
}

/** A screen as a phone shows it. */
export interface Card {
  width: number;
  height: number;
  block: Block;
}
