/**
 * What of a flow is drawn, so that one made to hurt costs no more than a long one. All are of this drawing, but where a
 * source is named.
 */
export const LIMITS = {
  /** Bytes of a Flow JSON (Meta's own limit). */
  jsonBytes: 10 * 1024 * 1024,
  /** Screens of a flow (Meta's own limit); what comes after them is counted in a line. */
  screens: 100,
  /** Components of a screen that are drawn; Meta takes 50, its checker 100. */
  componentsPerScreen: 120,
  /** Components of a flow that are drawn. */
  components: 5000,
  /** Components within components: Meta takes a form, three levels of If, and a Switch. */
  depth: 8,
  /** Options of a group, and items of a list, that are drawn. */
  options: 12,
  chips: 24,
  /** Branches of a Switch that are drawn. */
  cases: 10,
  /** Characters of one text that are read; Meta shows 4096. */
  textCharacters: 4200,
  /** Lines of a text that are drawn, and of a RichText. */
  textLines: 24,
  richTextLines: 60,
  /** Characters of a condition or an expression that are shown. */
  expressionCharacters: 160,
  /** Arrows and marks that leave one screen. */
  exitsPerScreen: 40,
  /** Bytes of an image's Base64 that are looked at; Meta takes 300 KB. */
  imageCharacters: 3_000_000,
  /** Pixels a side, and in all, of an image that is decoded. */
  imageSide: 6000,
  imagePixels: 16_000_000,
  /** Pixels of all images of one drawing that are decoded. */
  allImagePixels: 64_000_000,
  /** Height of the content of a card, in points, that is drawn. */
  cardHeight: 2400,
  /** Pixels a side, and in all, of a picture. */
  pictureSide: 12_000,
  picturePixels: 20_000_000,
} as const;
