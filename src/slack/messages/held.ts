import type { Translate } from '../../i18n.ts';
import type { FoundSecret, Hold, Organisation } from '../../requests/hold.ts';
import { flowName, flowWords, type NamedFlow } from './flow-name.ts';
import { listed } from './listed.ts';
import { actions, button, code, cut, escapeMrkdwn, type Message, paragraphs, section } from './message.ts';

export const SHARE_ANYWAY = 'share_anyway';
export const SHARE_MASKED = 'share_masked';
export const SHARE_ONLY_ME = 'share_only_me';
export const WATCH_ANYWAY = 'watch_anyway';

/** What somebody needs to be allowed to have what was held back. */
export const HELD_RIGHTS = ['fetch', 'compare', 'check'] as const;
export type HeldRight = (typeof HELD_RIGHTS)[number];

/** Each right has buttons of its own, since its door asks for it before anything of the question is known. */
export const heldActionId = (actionId: string, right: HeldRight): string =>
  right === 'fetch' ? actionId : `${actionId}_${right}`;

/** More than these are counted. */
const MAX_LISTED = 10;
const MAX_PATH = 120;

const GENERAL = [
  'private-key',
  'url-credentials',
  'url-token',
  'token',
  'random',
  'named',
  'database',
  'unknown',
] as const;

function kindText(t: Translate, kind: string): string {
  const general = GENERAL.find((each) => each === kind);
  if (general !== undefined) return t(`held.kinds.${general}`);
  return t('held.kinds.service', { name: escapeMrkdwn(kind.replace(/^service: /, '')) });
}

/** What looks like a secret, a line each; nothing of it that could be used. */
export function secretLines(t: Translate, secrets: readonly FoundSecret[]): string {
  const lines = secrets.slice(0, MAX_LISTED).map(({ flowId, kind, path, masked }) => {
    const where = path === '' ? code(flowId) : `${code(flowId)} ${code(cut(path, MAX_PATH))}`;
    return `• ${kindText(t, kind)} – ${where}${masked === '' ? '' : `: ${code(masked)}`}`;
  });
  const more = secrets.length - lines.length;
  return [...lines, ...(more > 0 ? [t('held.more', { count: more })] : [])].join('\n');
}

const organisationNames = (t: Translate, organisations: readonly Organisation[]): string =>
  listed(
    t,
    organisations.map(({ name }) => (name === undefined ? t('held.another') : `*${escapeMrkdwn(name)}*`)),
  );

/** The question to the requester, who alone sees it. @param value what the buttons give back. */
export function heldMessage(
  t: Translate,
  { secrets, organisations, maySecretsBeShared }: Hold,
  value: string,
  right: HeldRight = 'fetch',
): Message {
  const buttonOf = (label: string, actionId: string) =>
    button(label, { actionId: heldActionId(actionId, right), value });
  const hasSecrets = secrets.length > 0;
  const found = secrets.filter(({ kind }) => kind !== 'unknown');
  const unsearched = secrets.filter(({ kind }) => kind === 'unknown');
  const said = [
    ...(organisations.length > 0 ? [t('held.shared', { names: organisationNames(t, organisations) })] : []),
    ...(found.length > 0 ? [`${t('held.secrets', { count: found.length })}\n${secretLines(t, found)}`] : []),
    ...(unsearched.length > 0
      ? [
          t('held.unsearched', {
            names: listed(
              t,
              unsearched.map(({ flowId }) => code(flowId)),
            ),
          }),
        ]
      : []),
    t(maySecretsBeShared || !hasSecrets ? 'held.question' : 'held.refused'),
  ];
  const buttons = [
    ...(maySecretsBeShared || !hasSecrets ? [buttonOf(t('held.anyway'), SHARE_ANYWAY)] : []),
    ...(hasSecrets && unsearched.length === 0 ? [buttonOf(t('held.masked'), SHARE_MASKED)] : []),
    buttonOf(t('held.onlyMe'), SHARE_ONLY_ME),
  ];
  const message = paragraphs(...said);
  return { ...message, blocks: [...message.blocks, actions(...buttons)] };
}

/** The question before a flow is watched where others see it. */
export function watchHeldMessage(t: Translate, organisations: readonly Organisation[], value: string): Message {
  const message = paragraphs(t('held.watch', { names: organisationNames(t, organisations) }));
  return {
    ...message,
    blocks: [...message.blocks, actions(button(t('held.watchAnyway'), { actionId: WATCH_ANYWAY, value }))],
  };
}

/** The same to who made a watch, once others see its channel; it comes to their direct message. */
export function watchSharedMessage(
  t: Translate,
  { channelId, flow, organisations }: { channelId: string; flow: NamedFlow; organisations: readonly Organisation[] },
  value: string,
): Message {
  const message = paragraphs(
    t('held.watchShared', {
      channel: `<#${channelId}>`,
      names: organisationNames(t, organisations),
      flow: flowName(t, flow),
      command: code(`/flow-json watch ${flowWords(flow)}`),
    }),
  );
  return {
    ...message,
    blocks: [...message.blocks, actions(button(t('held.watchAnyway'), { actionId: WATCH_ANYWAY, value }))],
  };
}

/** Why an answer does not count: it comes too late, a second time, from somebody else, or from elsewhere. */
export const heldAnswerRefused = (t: Translate, why: 'expired' | 'repeated' | 'notYours'): Message =>
  paragraphs(t(`held.${why}`));

/** In place of the question, where what was wanted is to be seen. */
export const heldAnswered = (t: Translate): Message => paragraphs(t('held.answered'));

/** In a notification whose files have a secret: nobody can be asked. */
export const notifiedWithoutFiles = (t: Translate, flow: NamedFlow): string =>
  t('held.notified', { command: code(`/flow-json ${flowWords(flow)} only-me`) });

/** With a line that says so, where something in its file is masked. */
export const withMaskedNote = (t: Translate, message: Message, count: number): Message =>
  count === 0 ? message : { ...message, blocks: [...message.blocks, section(t('held.maskedNote', { count }))] };
