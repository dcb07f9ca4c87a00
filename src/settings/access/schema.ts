import { z } from 'zod';
import { CUST_SPACE_ID } from '../rules.ts';
import { RIGHTS } from './policy.ts';

/** What the file at `ACCESS_FILE` may hold. `access.schema.json` is made of it, so that editors know it too. */

/** The IDs of Slack's people, user groups, conversations and workspaces. Source: the IDs in Slack's payloads. */
const ID = '[A-Z0-9]{2,20}';
export const PERSON = new RegExp(`^[UW]${ID}$`);
/** A group is of one workspace; with several, it is named with its own. */
export const GROUP = new RegExp(`^(?:[TE]${ID}/)?S${ID}$`);
/** Of a user group, as people mention it. */
export const HANDLE = /^@[^\s@,:/]{1,80}$/u;
const CHANNEL = new RegExp(`^[CGD]${ID}$`);

const oneOf = (...patterns: readonly RegExp[]) =>
  new RegExp(patterns.map(({ source }) => `(?:${source})`).join('|'), 'u');

/** Whom a rule is about, by the words of the file. */
export const PEOPLE = { everybody: 'everybody', 'workspace-admins': 'admins', guests: 'guests' } as const;
export const PLACES = {
  'public-channels': 'public',
  'private-conversations': 'private',
  'direct-messages': 'direct-message',
} as const;
/** Each right there is. */
export const EVERYTHING = 'everything';

const oneOfWords = (words: readonly string[]) => new RegExp(`^(?:${words.join('|')})$`);
const text = (rule: string) => z.string({ error: rule }).trim();

const who = text('must be text').regex(oneOf(oneOfWords(Object.keys(PEOPLE)), PERSON, GROUP, HANDLE), {
  error: `must be ${Object.keys(PEOPLE).join(', ')}, the ID of a person (U0123456789) or of a user group (S0123456789), or a user group's handle ("@campaigns")`,
});
const where = text('must be text').regex(oneOf(oneOfWords(Object.keys(PLACES)), CHANNEL), {
  error: `must be ${Object.keys(PLACES).join(', ')}, or the ID of a channel (C0123456789)`,
});
const WHAT_RULE = `must be ${RIGHTS.join(', ')} or ${EVERYTHING}`;
const what = z.enum([...RIGHTS, EVERYTHING], { error: WHAT_RULE });

/** A flow's ID, or the like with signs that stand for others. */
const FLOW = /^[A-Za-z0-9_*?-]{1,64}$/;
const FLOW_RULE = 'must be a flow ID in quotation marks, with * for any text and ? for any one character, as "17b6*"';
const ACCOUNT_RULE = 'must be the name of an account';
const SPACE_RULE = 'must be the name of a space or account, or a space ID, as "cams-1234"';
const which = z
  .strictObject(
    {
      account: text(ACCOUNT_RULE).min(1, { error: ACCOUNT_RULE }).optional().describe('The name of an account.'),
      space: text(SPACE_RULE)
        .regex(CUST_SPACE_ID, { error: SPACE_RULE })
        .optional()
        .describe("The name of a space, an account's name (its default space), or a CustSpaceId."),
      flow: text(FLOW_RULE)
        .regex(FLOW, { error: FLOW_RULE })
        .optional()
        .describe('A flow ID; * stands for any text, ? for any one character.'),
    },
    { error: (issue) => (issue.code === 'invalid_type' ? 'must have an account, a space or a flow' : undefined) },
  )
  .refine(({ account, space, flow }) => [account, space, flow].some(Boolean), {
    error: 'must have an account, a space or a flow',
  });

const listOf = <Item extends z.ZodType>(item: Item, example: string) => {
  const rule = `must be a list, as [${example}]`;
  return z.array(item, { error: rule }).min(1, { error: rule });
};

/** People read it where the rule refuses something: one line, which Slack shows as code. */
const NAME = /^[^\n`]{1,80}$/u;
const NAME_RULE =
  'must be a name of one line, of at most 80 characters and without back-ticks, as "Guests see nothing"';

const rule = z.strictObject(
  {
    name: text(NAME_RULE)
      .regex(NAME, { error: NAME_RULE })
      .describe('Whoever is refused something by this rule reads its name. No two rules share one.'),
    effect: z
      .enum(['allow', 'deny'], { error: 'must be allow or deny' })
      .describe('deny wins over allow, in whatever order the rules stand.'),
    what: listOf(what, 'fetch, list').describe('What the rule allows or denies.'),
    who: listOf(who, 'everybody').describe(
      'Whom the rule is about: one of them is enough. everybody is the members of the workspace: never guests, bots, or people of other organizations.',
    ),
    // An empty one is a fault: it would make the rule hold everywhere.
    where: listOf(where, 'private-conversations')
      .optional()
      .describe('Where the rule holds. Without it: everywhere. direct-messages are also the Home tab.'),
    which: listOf(which, '{ account: production }')
      .optional()
      .describe('The flows that the rule is about. Without it: all. Only where each right is about flows.'),
  },
  { error: (issue) => (issue.code === 'invalid_type' ? 'must be a rule, with a name' : undefined) },
);
export type RuleInFile = z.infer<typeof rule>;

const ASK_RULE =
  'must be the ID of a person (U0123456789), a user group (S0123456789) or a channel (C0123456789); with several workspaces a list of them, each with its workspace (T0123456789/C0123456789)';
/** The parts: the workspace, and the ID. */
export const ASK = new RegExp(`^(?:(T${ID})/)?([UWSCG]${ID})$`);
const askItem = z.string({ error: ASK_RULE }).trim().regex(ASK, { error: ASK_RULE });

export const accessFile = z.strictObject(
  {
    default: z
      .enum(['allow', 'deny'], { error: 'must be allow or deny' })
      .optional()
      .describe(
        'Where no rule decides. allow (the usual): members may do everything but administer; admins and owners of the workspace may administer. deny: nobody may do anything.',
      ),
    ask: z
      .union([askItem, z.array(askItem, { error: ASK_RULE })], { error: ASK_RULE })
      .optional()
      .describe(
        'Whom people are told to ask who are refused something. Without it: an administrator of the workspace.',
      ),
    rules: z.array(rule, { error: 'must be a list of rules' }).nullish(),
  },
  { error: (issue) => (issue.code === 'invalid_type' ? 'must hold default, ask or rules' : undefined) },
);

/** The same for editors: JSON Schema, draft 7. */
export const accessJsonSchema = (): object => ({
  title: 'Who may do what: the file at ACCESS_FILE of Flow JSON for Slack',
  ...z.toJSONSchema(accessFile, { io: 'input', target: 'draft-7' }),
});
