import type { webApi } from '@slack/bolt';
import type { Translate } from '../../../i18n.ts';
import type { OnceKey } from '../../../requests/journal.ts';
import type { Result } from '../../../result.ts';
import type { Requester } from '../../answers/spaces.ts';
import type { CommandForm } from '../../messages/help.ts';
import type { Message } from '../../messages/message.ts';
import type { CommandProblem } from '../../payloads/command/command.ts';
import type { NeededRight } from '../door.ts';
import type { ListenerParts } from '../listener-parts.ts';

/** Who gave a command and where, and how they are answered: the same for every way in which a command's text can come. */
export interface CommandContext {
  t: Translate;
  requester: Requester & { channelId: string };
  client: webApi.WebClient;
  botUserId: string | undefined;
  /** The thread that the command was given in; Slack takes a slash command in none. */
  threadTs: string | undefined;
  /** Opens a modal, within three seconds; absent where the text came as a message. */
  triggerId: string | undefined;
  /** For private lines of the next 30 minutes; absent where the text came as a message. */
  responseUrl: string | undefined;
  /** What Slack may send twice. */
  once: readonly OnceKey[];
  /**
   * Whether it is here for the first time, for what is done without a request: a request is written down together with
   * `once`.
   */
  isNew(): Promise<boolean>;
  /** Tells Slack that the command was taken, ahead of an answer that may take longer than the three seconds of an ack. */
  ack(): Promise<void>;
  /** Answers so that only the requester sees it. */
  reply(message: Message): Promise<void>;
}

/** What a subcommand has at hand while it runs. */
export interface RunContext extends CommandContext {
  /** The command, as it was typed behind `/flow-json`. */
  text: string;
  /** Every form of the command that the person may use, for the help. */
  forms(): readonly CommandForm[];
  /** Answers with what is wrong with the command, and its usage. */
  refuse(problem: CommandProblem): Promise<void>;
}

/** What a file of this folder says of its subcommand. */
export interface SubcommandDefinition<Arguments> {
  name: string;
  /** The first word of its text, in lower case; empty for what begins with no word of its own. */
  words: readonly string[];
  /** Words, in lower case, that people type for it and that are no commands: they are told of it. */
  near?: readonly string[];
  /** What somebody must be allowed to do for it. */
  right: NeededRight;
  /** As of a door. */
  showsJson?: true;
  /** Whether the word means the subcommand only where nothing stands beside it. */
  standsAlone?: boolean;
  /** Its lines in the help. */
  forms: readonly CommandForm[];
  /** Whether what it does is a request, which is not accepted twice by itself. */
  isRequest?: boolean;
  /** Whether the audit passes over it: what it shows is nothing new, and what is done in its window is written down there. */
  isSilent?: boolean;
  /** @param words what stands behind the subcommand's own word, as `cleanWords` gives it. */
  parse(words: readonly string[]): Result<Arguments, CommandProblem>;
  /** Answers the requester. Throws whatever its parts throw: whoever runs it says what failed. */
  run(parts: ListenerParts, context: RunContext, given: Arguments): Promise<void>;
}

/** A subcommand with the arguments that were read for it. */
export interface ParsedCommand {
  name: string;
  /** Of its subcommand. */
  forms: readonly CommandForm[];
  right: NeededRight;
  given: unknown;
  isRequest: boolean;
  isSilent: boolean;
  run(parts: ListenerParts, context: RunContext): Promise<void>;
}

export interface Subcommand
  extends Pick<
    SubcommandDefinition<unknown>,
    'name' | 'words' | 'near' | 'standsAlone' | 'right' | 'showsJson' | 'forms'
  > {
  parse(words: readonly string[]): Result<ParsedCommand, CommandProblem>;
}

/** A subcommand for the table: what its arguments are stays between its own `parse` and `run`. */
export function defineSubcommand<Arguments>({
  parse,
  run,
  isRequest = false,
  isSilent = false,
  ...facts
}: SubcommandDefinition<Arguments>): Subcommand {
  return {
    ...facts,
    parse(words) {
      const given = parse(words);
      if (!given.ok) return given;
      const { value } = given;
      return {
        ok: true,
        value: {
          name: facts.name,
          forms: facts.forms,
          right: facts.right,
          isRequest,
          isSilent,
          given: value,
          run: (parts, context) => run(parts, context, value),
        },
      };
    },
  };
}
