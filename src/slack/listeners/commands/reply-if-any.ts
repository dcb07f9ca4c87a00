import type { Message } from '../../messages/message.ts';
import type { CommandContext } from './subcommand.ts';

/** Answers the requester, unless they see what the whole channel sees. */
export async function replyIfAny({ reply }: Pick<CommandContext, 'reply'>, answer: Message | undefined): Promise<void> {
  if (answer !== undefined) await reply(answer);
}
