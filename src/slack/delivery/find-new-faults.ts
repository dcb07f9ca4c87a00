import { countsInWords, findingLine, gainedFindings, isAtLeast, worstFirst } from '../../checks/index.ts';
import type { FlowWork } from '../../flows/work/flow-work.ts';
import { languageOfTexts, type Translate } from '../../i18n.ts';
import type { Log } from '../../log.ts';
import type { ChangeNotice, DigestNotice } from '../../notify/notice.ts';
import type { NewFaults } from '../messages/new-faults.ts';
import type { VersionStep } from './change-files.ts';

export interface FindNewFaultsParts {
  checkJson: FlowWork['check'];
  log: Pick<Log, 'warn'>;
}

/** Findings that a notification names. */
const MAX_NAMED = 3;

/** @param name of the flow, where the message is about several. */
async function faultsOfStep(
  { checkJson, log }: FindNewFaultsParts,
  t: Translate,
  { before, after }: VersionStep,
  name?: string,
): Promise<NewFaults[]> {
  if (before.contentHash === after.contentHash) return [];
  const language = languageOfTexts(t);
  try {
    const old = await checkJson({ json: before.json, language });
    const now = await checkJson({ json: after.json, language });
    const faults = worstFirst(gainedFindings(old, now).filter(({ severity }) => isAtLeast(severity, 'device')));
    const counts = countsInWords(faults, language);
    if (counts === undefined) return [];
    return [{ name, counts, lines: faults.slice(0, MAX_NAMED).map((finding) => findingLine(finding, language)) }];
  } catch (error) {
    log.warn({ err: error, flow: after.flow }, 'What is new at fault in a flow could not be found');
    return [];
  }
}

/**
 * What a channel is to read first of a notification: what the newer versions have that Meta would refuse, or that fails on
 * the phone.
 *
 * @returns nothing where there is nothing new, or where versions can't be checked: that is logged. Never rejects.
 */
export async function findNewFaults(
  parts: FindNewFaultsParts,
  t: Translate,
  notice: ChangeNotice | DigestNotice,
): Promise<NewFaults[]> {
  if (notice.type === 'change') return faultsOfStep(parts, t, notice);
  const faults: NewFaults[] = [];
  // One after the other: together they could be more than fits into memory.
  for (const entry of notice.entries) {
    faults.push(...(await faultsOfStep(parts, t, entry, entry.after.name ?? entry.flow.flowId)));
  }
  return faults;
}
