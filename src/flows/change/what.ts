/** What is added, removed or moved as one piece. */
export type ChangedThing =
  | 'screen'
  | 'component'
  | 'option'
  | 'data'
  | 'payload'
  | 'route'
  /** An entry of the routing model, without a route in it. */
  | 'routes'
  /** Of a `Switch`. */
  | 'case'
  /** Of an `If`: its `else`. */
  | 'branch';

/** What a component or a screen simply is or is not. */
export type ChangedFlag = 'required' | 'enabled' | 'visible' | 'terminal' | 'success';

/** A branch that components stand in: of which `If` or `Switch`, as a reader knows it, and which of its branches. */
export type Place = { holder: string } & ({ branch: string } | { caseKey: string });

/**
 * One difference. All values are plain text of at most 60 characters, not escaped; `field` is a key of the flow's JSON, or
 * up to five joined with ` › `, of 40 characters each; `option` is the title of the option that the difference lies in.
 */
export type ChangeWhat = {
  option: string | undefined;
} /** An empty name: the component's or the screen's own says it already. */ & (
  | { type: 'added' | 'removed'; thing: ChangedThing; name: string }
  /** `to` is the branch that it stands in now, `from` the one that it stood in; neither where that is the same. */
  | {
      type: 'moved';
      thing: 'screen' | 'component' | 'option';
      name: string;
      to?: Place | undefined;
      from?: Place | undefined;
    }
  /** A component that holds others came around those that stood there, or went and left them; the name is its type. */
  | { type: 'wrapped' | 'unwrapped'; name: string }
  /** Two branches have each other's content. */
  | { type: 'swapped'; thing: 'case' | 'branch'; before: string; after: string }
  /** `submitted-id` is the ID of an option: what is submitted when it is chosen. */
  | { type: 'renamed'; thing: 'screen' | 'option' | 'submitted-id' | 'case'; before: string; after: string }
  /** `line` is the one of a text, from 1. */
  | { type: 'changed'; field: string; line?: number | undefined; before: string; after: string }
  | { type: 'set'; field: string; after: string }
  | { type: 'unset'; field: string; before: string }
  /** An empty value: a blank line of a text. */
  | { type: 'item-added' | 'item-removed'; field: string; value: string }
  | { type: 'reordered'; field: string }
  | { type: 'flag'; flag: ChangedFlag; isOn: boolean }
  /** An image in base64; `bytes` of the new one, or of the one that was removed. */
  | { type: 'image'; change: 'added' | 'replaced' | 'removed'; field: string; line?: number | undefined; bytes: number }
  /** The flow stands within another object, under that key; undefined: it stands at the top of the file. */
  | { type: 'nested'; before: string | undefined; after: string | undefined }
  /** The file differs in a way that none of the others describes, or is no flow at all. */
  | { type: 'whole' }
  /** Comparing the two files would take too long, or too much memory. */
  | { type: 'too-large' }
);

export interface ChangeLine {
  /** Absent: it is about the whole flow. */
  screenId: string | undefined;
  /** As a reader knows the component: its label, else its name, else its type and text. Absent: it is about the screen. */
  component: string | undefined;
  /** Where the component stands, if that has to be said: it came or went, or others have the same name. */
  place?: Place | undefined;
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
