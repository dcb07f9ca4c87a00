import { API_FAULTS } from './api-faults.ts';
import type { FaultEntry } from './fault.ts';
import { FILE_FAULTS } from './file-faults.ts';

const ENTRIES = { ...API_FAULTS, ...FILE_FAULTS };

export type FaultName = keyof typeof ENTRIES;

/** A fault that anybody can try: by its flow ID, or injected by its name, which is the same. */
export interface CatalogueEntry {
  flowId: string;
  name: FaultName;
  /** For people: what goes wrong. */
  what: string;
}

const isFaultName = (text: string): text is FaultName => Object.hasOwn(ENTRIES, text);

/** The name of the fault that calls for this flow ID meet; undefined for any other flow ID. */
export const faultNameOf = (flowId: string): FaultName | undefined => (isFaultName(flowId) ? flowId : undefined);

/** What the fault does. */
export const faultEntry = (name: FaultName): FaultEntry => ENTRIES[name];

/** Every fault: what goes wrong with the API first, then with the download. */
export const FAULTS: readonly CatalogueEntry[] = Object.keys(ENTRIES)
  .filter(isFaultName)
  .map((name) => ({ flowId: name, name, what: faultEntry(name).what }));
