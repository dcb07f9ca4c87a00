import type { FetchedFlow } from '../../flows/fetch/fetch-flow.ts';
import type { Translate } from '../../i18n.ts';
import type { Log } from '../../log.ts';
import type { NamedFlow } from '../messages/flow-name.ts';
import type { FileToShare } from './file-to-share.ts';

/** A flow that was fetched, and whose files are to be shared. */
export interface FlowToShare {
  flow: NamedFlow;
  fetched: FetchedFlow;
}

/** Makes files from a fetched flow. */
export interface FileMaker {
  /** For the log. */
  name: string;
  /** The files' titles are in the language of `t`. No file at all is a good answer. */
  make: (t: Translate, flow: FlowToShare) => FileToShare[] | Promise<FileToShare[]>;
}

/**
 * The files of flows, flow by flow.
 *
 * @returns a maker that fails costs its own files only: the log says so. Never rejects.
 */
export async function makeFiles(
  makers: readonly FileMaker[],
  t: Translate,
  flows: readonly FlowToShare[],
  log: Pick<Log, 'error'>,
): Promise<FileToShare[]> {
  async function made({ name, make }: FileMaker, flow: FlowToShare): Promise<FileToShare[]> {
    try {
      return await make(t, flow);
    } catch (error) {
      log.error({ err: error, maker: name, flowId: flow.flow.flowId }, 'A file of a flow could not be made');
      return [];
    }
  }
  return (await Promise.all(flows.flatMap((flow) => makers.map((maker) => made(maker, flow))))).flat();
}
