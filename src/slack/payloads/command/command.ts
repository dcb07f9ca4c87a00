import type { UnknownSpace } from '../../../flows/ids/spaces.ts';

/** What is wrong with a command's text. `given` is what was typed, for the answer to repeat. */
export type CommandProblem =
  | { kind: 'too-many-flow-ids'; count: number }
  | { kind: 'unexpected-word'; given: string }
  | { kind: 'flow-id-too-long'; given: string }
  | { kind: 'not-a-flow-id'; given: string }
  | { kind: 'not-a-space-id'; given: string }
  | UnknownSpace
  | { kind: 'several-spaces' }
  | { kind: 'no-flow-id' }
  | { kind: 'one-flow-only' }
  | { kind: 'bad-interval'; given: string }
  | { kind: 'not-a-version'; given: string }
  | { kind: 'ops-where' };

/** The space that a command names. */
export interface SpaceArgument {
  /** A space's name or ID, as it was typed; absent: none was named. */
  space: string | undefined;
}

/** A flow that a command names, with the space that was named for it. */
export interface FlowArgument extends SpaceArgument {
  flowId: string;
}
