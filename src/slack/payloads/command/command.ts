import type { Space, UnknownSpace } from '../../../flows/ids/spaces.ts';

/** What is wrong with a command's text. `given` is what was typed, for the answer to repeat. */
export type CommandProblem =
  | { kind: 'too-many-flow-ids'; count: number }
  /** A word that begins no command, but is near to one. */
  | { kind: 'unknown-word'; given: string }
  | { kind: 'unexpected-word'; given: string }
  /** A word behind a subcommand that takes none. */
  | { kind: 'takes-nothing'; command: string; given: string }
  | { kind: 'flow-id-too-long'; given: string }
  /** It may be a name, but names can't be looked up. */
  | { kind: 'not-a-flow-id'; given: string }
  | { kind: 'no-flow-named'; given: string; space: Space }
  /** `flows` are some of `total`. */
  | { kind: 'several-flows-named'; given: string; flows: readonly { flowId: string; name: string }[]; total: number }
  | { kind: 'not-a-space-id'; given: string }
  | UnknownSpace
  | { kind: 'several-spaces' }
  | { kind: 'no-flow-id' }
  | { kind: 'one-flow-only' }
  | { kind: 'bad-interval'; given: string }
  | { kind: 'not-a-version'; given: string }
  | { kind: 'ops-where' }
  /** Neither a person, nor a flow, nor a number of days. */
  | { kind: 'audit-what'; given: string };

/** The space that a command names. */
export interface SpaceArgument {
  /** A space's name or ID, as it was typed; absent: none was named. */
  space: string | undefined;
}

/** A flow that a command names by its ID or by a part of its name, with the space that was named for it. */
export type FlowArgument = SpaceArgument & ({ flowId: string } | { name: string });
