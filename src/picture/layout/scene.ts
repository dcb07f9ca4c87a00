import type { Card, Shape } from '../scene/shape.ts';

/** A card at its place in a picture. */
export interface PlacedCard {
  screenId: string;
  /** The place of its screen in the flow. */
  place: number;
  x: number;
  y: number;
  /** As it is drawn. */
  width: number;
  height: number;
  scale: number;
  card: Card;
  /** Half seen, as what didn't change. */
  isDimmed?: boolean;
  outline?: { color: string; dash?: readonly number[] };
}

/** A whole picture as plain data: what is drawn below the cards, the cards, what is drawn above. */
export interface PictureScene {
  width: number;
  height: number;
  under: Shape[];
  cards: PlacedCard[];
  over: Shape[];
}
