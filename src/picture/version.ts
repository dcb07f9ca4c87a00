/**
 * Of the drawing: one more whenever the same flow comes out otherwise. Who keeps pictures by the content of their flow
 * keeps this with it, so that an older drawing isn't taken for today's.
 */
export const DRAWING_VERSION = 3;
