/** The measures of a picture of screens and arrows; points. */
export interface Look {
  /** Of the cards. */
  scale: number;
  /** A card is cut at this height, before it is scaled. */
  mostHeight: number;
  /** Above a card, for its name. */
  caption: number;
  /** At the right of a card, for labels and marks; where there are labels, at most. */
  stub: number;
  /** Between two arrows side by side. */
  lane: number;
  /** Between a column's last arrow and the card that it leads to. */
  entry: number;
  /** Between cards of a column, and between rows. */
  gap: number;
  hasLabels: boolean;
  margin: number;
}

/** Every word can be read. */
export const FULL: Look = {
  scale: 1,
  mostHeight: Number.POSITIVE_INFINITY,
  caption: 30,
  stub: 176,
  lane: 12,
  entry: 26,
  gap: 44,
  hasLabels: true,
  margin: 36,
};

/** Which screens there are and who leads where: the names large, the cards small. */
export const OVERVIEW: Look = {
  scale: 0.44,
  mostHeight: 620,
  caption: 52,
  stub: 22,
  lane: 8,
  entry: 20,
  gap: 34,
  hasLabels: false,
  margin: 36,
};
