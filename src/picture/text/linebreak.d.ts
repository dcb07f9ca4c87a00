// The package has no types of its own.
declare module 'linebreak' {
  export default class LineBreaker {
    constructor(text: string);
    /** The next place where a line may or must end; null at the end. */
    nextBreak(): { position: number; required: boolean } | null;
  }
}
