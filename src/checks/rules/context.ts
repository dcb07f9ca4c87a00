import type { FlowModel } from '../model/flow-model.ts';
import type { Report } from '../report/collector.ts';

/** A rule looks at the flow and tells what it finds. */
export type RuleFunction = (flow: FlowModel, report: Report) => void;
