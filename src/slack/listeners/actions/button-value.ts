import { z } from 'zod';
import type { FlowRef } from '../../../cams/types.ts';
import { parseRequestValue } from '../../payloads/request-value.ts';
import { UnreadablePayload } from '../../payloads/unreadable-payload.ts';
import type { Interaction } from '../door.ts';

const clickedButton = z.object({ actions: z.array(z.object({ value: z.unknown() })).min(1) });

/** The value of the button that was clicked, as it came. */
export const rawButtonValue = ({ read }: Pick<Interaction, 'read'>): unknown => read(clickedButton).actions[0]?.value;

/**
 * What the button that was clicked carries.
 *
 * @param parse gives undefined where a value is none of ours.
 * @throws {UnreadablePayload} there.
 */
export function readButtonValue<T>(
  interaction: Pick<Interaction, 'read'>,
  parse: (value: unknown) => T | undefined,
): T {
  const value = parse(rawButtonValue(interaction));
  if (value === undefined) throw new UnreadablePayload('button');
  return value;
}

/** The one flow that a button is about, and its name where that is known. */
export interface ButtonFlow {
  flow: FlowRef;
  name: string | undefined;
}

/** @throws {UnreadablePayload} where the button's value is none of ours. */
export function readButtonFlow(interaction: Pick<Interaction, 'read'>): ButtonFlow {
  const { flowIds, account, custSpaceId, name } = readButtonValue(interaction, parseRequestValue);
  const [flowId] = flowIds;
  if (flowId === undefined) throw new UnreadablePayload('button');
  return { flow: { flowId, account, custSpaceId }, name };
}
