import { isDirectMessage } from '../../access/direct-message.ts';
import type { Translate } from '../../i18n.ts';
import type { ChangeNotice, DigestNotice } from '../../notify/notice.ts';
import type { FoundSecret } from '../../requests/hold.ts';
import { notifiedWithoutFiles, secretLines } from '../messages/held.ts';
import { type Message, section } from '../messages/message.ts';
import type { VersionStep } from './change-files.ts';
import type { FileToShare } from './file-to-share.ts';
import type { ShareGuard } from './share-guard.ts';

/** A notice of which nothing shows a secret, and what was found. */
interface MaskedNotice {
  notice: ChangeNotice | DigestNotice;
  secrets: readonly FoundSecret[];
}

type Guard = Pick<ShareGuard, 'secretsIn' | 'mask'>;

async function maskedStep<Step extends VersionStep>(
  guard: Guard,
  step: Step,
): Promise<{ step: Step; secrets: FoundSecret[] }> {
  const { before, after } = step;
  const files = [before, after].map(({ flow, json }) => ({ flowId: flow.flowId, json }));
  const secrets = await guard.secretsIn(files);
  if (secrets.length === 0) return { step, secrets };
  const known = secrets.filter(({ value }) => value !== '');
  const [first, second] = await Promise.all([
    guard.mask({ json: before.json, secrets: known }),
    guard.mask({ json: after.json, secrets: known }),
  ]);
  const masked = { ...step, before: { ...before, json: first }, after: { ...after, json: second } };
  // The same secret before and after is one.
  const shown = new Map(secrets.map(({ value: _, ...secret }) => [`${secret.path} ${secret.masked}`, secret]));
  return { step: masked, secrets: [...shown.values()] };
}

/** Masks what looks like a secret, before anything is made of a notice: nobody can be asked. */
export async function maskNotice(guard: Guard, notice: ChangeNotice | DigestNotice): Promise<MaskedNotice> {
  if (isDirectMessage(notice.channelId)) return { notice, secrets: [] };
  if (notice.type === 'change') {
    const { step, secrets } = await maskedStep(guard, notice);
    return { notice: step, secrets };
  }
  const entries: DigestNotice['entries'][number][] = [];
  const secrets: FoundSecret[] = [];
  // One after the other: together they could be more than fits into memory.
  for (const entry of notice.entries) {
    const masked = await maskedStep(guard, entry);
    entries.push(masked.step);
    secrets.push(...masked.secrets);
  }
  return { notice: { ...notice, entries }, secrets };
}

/**
 * What is posted of a notification whose files have secrets: the message without buttons that would bring them, and in place of the
 * files a list of what was found where, by whose name the message is found again.
 *
 * @param spaceOf the name of the space that a flow of the notification is in; undefined where that goes without saying.
 */
export function withoutFiles<Told extends { message: Message; files: FileToShare[] }>(
  t: Translate,
  told: Told,
  secrets: readonly FoundSecret[],
  spaceOf: (flowId: string) => string | undefined,
): Told {
  const [first] = secrets;
  if (first === undefined) return told;
  const why = notifiedWithoutFiles(t, { flowId: first.flowId, space: spaceOf(first.flowId) });
  const filename = `${(told.files[0]?.filename ?? 'change').replace(/\.\w+$/, '')}-held.txt`;
  const content = `${secretLines(t, secrets).replaceAll('`', '')}\n`;
  return {
    ...told,
    message: { text: `${told.message.text}\n${why}`, blocks: [...told.message.blocks, section(why)] },
    files: [{ filename, title: filename, content, snippetType: 'text' }],
  };
}
