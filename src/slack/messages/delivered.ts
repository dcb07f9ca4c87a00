import type { FlowRef } from '../../cams/client.ts';
import { flowName } from './flow-name.ts';
import { type Message, paragraphs } from './message.ts';

/** Why the file went to the asker's direct message. */
export type Refusal = 'private' | 'archived' | 'restricted' | 'cannot-join';

export interface DeliveredWhere {
  /** Where the file can be opened, as Slack gave it. */
  permalink: string | undefined;
  /** Absent: it is in the conversation that it was asked for in. */
  refusal: Refusal | undefined;
  botUserId: string | undefined;
}

const WHY: Readonly<Record<Refusal, string>> = {
  private: 'I am not a member of that conversation',
  archived: 'that channel is archived',
  restricted: 'only some people may post in that channel',
  'cannot-join': 'I am not a member of that channel, and was not let in',
};

const invite = (botUserId: string | undefined) =>
  botUserId === undefined ? '`/invite`' : `\`/invite\` <@${botUserId}>`;

function nextStep(refusal: Refusal, botUserId: string | undefined): string {
  if (refusal === 'archived') return 'To share it with others, ask again in a channel that is in use.';
  if (refusal === 'restricted') return 'To share it with others, ask again in another channel, or forward the file.';
  return `To get it there next time, add me with ${invite(botUserId)}. Between two people nobody can be added: forward the file.`;
}

const link = (label: string, permalink: string | undefined) =>
  permalink === undefined ? label : `<${permalink}|${label}>`;

/** The private line that ends a request that was delivered. */
export function deliveredMessage(flow: FlowRef, { permalink, refusal, botUserId }: DeliveredWhere): Message {
  if (refusal === undefined)
    return paragraphs(`Shared ${link(`${flow.flowId}.json`, permalink)}, the JSON of ${flowName(flow)}.`);
  return paragraphs(
    `The JSON of ${flowName(flow)} is in ${link('your direct message with me', permalink)}: I could not post here, since ${WHY[refusal]}. ${nextStep(refusal, botUserId)}`,
  );
}

/** The comment that the shared file comes with. */
export function fileComment(
  flow: FlowRef,
  askerId: string,
  refusal: Refusal | undefined,
  botUserId: string | undefined,
): string {
  if (refusal === undefined) return `The JSON of ${flowName(flow)}, asked for by <@${askerId}>`;
  return `Here is the JSON of ${flowName(flow)} that you asked for. It comes here because ${WHY[refusal]}. ${nextStep(refusal, botUserId)}`;
}

/** The title of the shared file: plain text, shown above the snippet. */
export function fileTitle(
  flow: FlowRef,
  summary: { version: string | undefined; screenCount: number | undefined },
): string {
  const { version, screenCount } = summary;
  const facts = [
    version === undefined ? 'Flow JSON without a version' : `Flow JSON ${version}`,
    screenCount === undefined ? 'no screens' : `${screenCount} ${screenCount === 1 ? 'screen' : 'screens'}`,
  ];
  return `Flow ${flow.flowId} · ${facts.join(' · ')}`;
}
