import { z } from 'zod';
import { knownDetails } from '../../../flows/fetch/flow-details.ts';
import type { NamedFlow } from '../../messages/flow-name.ts';
import type { FlowToShare } from '../file-maker.ts';

const text = z.string();
const base = {
  flow: z.object({ flowId: text, space: text.optional() }).transform(({ flowId, space }) => ({ flowId, space })),
  /** Above the picture. */
  title: text,
  /** Of the file, without its ending. */
  name: text,
};

/** What is to be drawn: a flow, or what changed between two versions. Plain data, so that it can be kept. */
export const pictureOrder = z.discriminatedUnion('kind', [
  /** `most`: pictures at most; with 1 of a long flow its overview. */
  z.object({ ...base, kind: z.literal('flow'), json: text, most: z.int().min(1) }),
  z.object({ ...base, kind: z.literal('change'), before: text, after: text }),
]);
export type PictureOrder = z.output<typeof pictureOrder>;

export interface ChangeToDraw {
  flow: NamedFlow;
  /** Above the picture. */
  title: string;
  /** Of the file, without its ending. */
  name: string;
  before: string;
  after: string;
}

/** @param most pictures of each flow. */
export const flowOrders = (flows: readonly FlowToShare[], most: number): PictureOrder[] =>
  flows.map(({ flow, fetched }) => ({
    kind: 'flow',
    flow,
    title: knownDetails(fetched.details)?.name ?? flow.flowId,
    name: flow.flowId,
    json: fetched.flowJson.text,
    most,
  }));
