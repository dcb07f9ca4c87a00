import { shareAudit } from '../../answers/audit.ts';
import { type AuditArguments, readAuditWords } from '../../payloads/command/audit-words.ts';
import { defineSubcommand } from './subcommand.ts';

/** `audit [person] [flow] [days]`: what was asked and what came of it, for administrators, in their direct message. */
export const audit = defineSubcommand<AuditArguments>({
  name: 'audit',
  words: ['audit'],
  right: 'administer',
  near: ['auditlog', 'protocol'],
  forms: [{ form: 'audit [person] [flowId] [days]', what: 'audit' }],
  parse: readAuditWords,

  async run(parts, context, given) {
    // The file is made and shared, which takes longer than an ack has.
    await context.ack();
    const { t, requester, client } = context;
    await context.reply(await shareAudit(parts, { t, ...requester, client }, given));
  },
});
