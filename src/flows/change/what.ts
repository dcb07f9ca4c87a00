/** What is added, removed or moved as one piece. */
export type ChangedThing = 'screen' | 'component' | 'option' | 'data' | 'payload' | 'route';

/** What a component or a screen simply is or is not. */
export type ChangedFlag = 'required' | 'enabled' | 'visible' | 'terminal' | 'success';

/**
 * One difference. All values are plain text of at most 60 characters, not escaped; `field` is a key of the flow's JSON, or
 * up to five joined with ` › `, of 40 characters each; `option` is the title of the option that the difference lies in.
 */
export type ChangeWhat = { option: string | undefined } & (
  | { type: 'added' | 'removed' | 'moved'; thing: ChangedThing; name: string }
  | { type: 'renamed'; thing: 'screen' | 'option'; before: string; after: string }
  | { type: 'changed'; field: string; before: string; after: string }
  | { type: 'set'; field: string; after: string }
  | { type: 'unset'; field: string; before: string }
  | { type: 'item-added' | 'item-removed'; field: string; value: string }
  | { type: 'reordered'; field: string }
  | { type: 'flag'; flag: ChangedFlag; isOn: boolean }
  /** The file differs in a way that none of the others describes, or is no flow at all. */
  | { type: 'whole' }
  /** Comparing the two files would take too long, or too much memory. */
  | { type: 'too-large' }
);

export interface ChangeLine {
  /** Absent: it is about the whole flow. */
  screenId: string | undefined;
  /** As a reader knows the component: its label, else its name, else its type. Absent: it is about the screen. */
  component: string | undefined;
  what: ChangeWhat;
}

/** The difference between two versions of a flow's JSON, as a reader sees it. */
export interface FlowChange {
  /** Counts of screens. */
  edited: number;
  added: number;
  removed: number;
  moved: number;
  /** In the order of the new file, what was removed behind the rest; the first 200. */
  lines: ChangeLine[];
  /** Present where there are more of them than `lines` holds: how many was not counted. */
  hasMore?: true;
}
