/** How a piece of text is set; `size` in points. */
export interface FontStyle {
  size: number;
  isBold: boolean;
  isItalic: boolean;
}

/** Measures a piece of text as it will be drawn. */
export interface TextMeasure {
  /** Points that the text takes in one line. */
  width(text: string, font: FontStyle): number;
  /** What is written in the place of a character that no font has; nothing where one has it. */
  standIn?(character: string): string | undefined;
}
