import type { Right, WhomToAsk } from '../settings/types.ts';
import type { RefusedWhy } from './decide.ts';

/** What a person is told of a refusal. */
export interface Refused {
  right: Right;
  /** The name of the rule that decided. */
  rule: string;
  why: RefusedWhy;
  /** Undefined: an administrator of the workspace. */
  ask: WhomToAsk | undefined;
}

/** Somebody may not do what they asked for. It says nothing of any flow. */
export class NotAllowed extends Error {
  readonly kind = 'not-allowed';
  readonly refused: Refused;

  constructor(refused: Refused) {
    super(`Not allowed: ${refused.right} (${refused.rule}, ${refused.why})`);
    this.name = 'NotAllowed';
    this.refused = refused;
  }
}
