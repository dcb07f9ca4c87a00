import type { Import } from './imports.ts';

/** What a part of `src` may import besides itself; an entry is a folder (`src/cams/`) or a file (`src/clock.ts`). */
interface Rule {
  /** Also for what runs. */
  imports: readonly string[];
  /** Only for their types. */
  types?: readonly string[];
  /** Whether it imports nothing but types besides `imports`, even of what everybody may import. */
  isOfTypesOnly?: true;
  /** Whether it does without what everybody may import. */
  isAlone?: true;
}

/** Time, trying again, tagged results, the log, the texts and how they are cut, a file's fingerprint, how alike two things are, a thread or a process beside: nobody's own. */
const EVERYBODY = [
  'src/clock.ts',
  'src/fingerprint.ts',
  'src/i18n.ts',
  'src/likeness.ts',
  'src/log.ts',
  'src/result.ts',
  'src/retry.ts',
  'src/text.ts',
  'src/worker/',
];

/** Of the API what anyone above meets: its errors and its data. All else of it is handed to those who call it. */
const CAMS_FACTS = ['src/cams/errors.ts', 'src/cams/asset-error.ts', 'src/cams/types.ts'];
const FLOWS_AND_BELOW = ['src/flows/', ...CAMS_FACTS];
const TYPES_BELOW_FLOWS = ['src/cams/', 'src/settings/types.ts'];

const SLACK_IMPORTS = [
  'src/requests/',
  'src/notify/',
  'src/picture/',
  'src/checks/',
  'src/access/',
  'src/audit/',
  'src/redaction/',
  ...FLOWS_AND_BELOW,
];
/** Below the listeners types may be named in any direction, as long as no files do so in a circle. */
const SLACK_TYPES = [
  ...['answers', 'workspaces', 'delivery', 'payloads', 'messages'].map((room) => `src/slack/${room}/`),
  ...TYPES_BELOW_FLOWS,
];
const slackRoom = (...rooms: readonly string[]): Rule => ({
  imports: [...rooms.map((room) => `src/slack/${room}/`), ...SLACK_IMPORTS],
  types: SLACK_TYPES,
});

/** Who may import whom. A file belongs to the longest name that it begins with; what belongs to none is refused. */
export const RULES: Readonly<Record<string, Rule>> = {
  'src/start.mjs': { imports: ['src/stop-signal.ts', 'src/main.ts'] },
  'src/main.ts': {
    imports: [
      ...['app', 'last-resort', 'start-error', 'stop-signal'].map((file) => `src/${file}.ts`),
      'src/settings/',
      'src/warm-up/',
    ],
  },
  'src/start-error.ts': {
    imports: [
      'src/store/store-error.ts',
      'src/slack/delivery/slack-error.ts',
      'src/slack/workspaces/installations/one-workspace.ts',
      'src/proxy.ts',
    ],
    types: ['src/settings/types.ts'],
  },
  'src/app.ts': {
    imports: [
      ...['slack', 'requests', 'notify', 'flows', 'picture', 'checks', 'access', 'audit', 'cams', 'store'].map(
        (part) => `src/${part}/`,
      ),
      'src/version.ts',
      'src/proxy.ts',
      // Read again while the bot runs.
      'src/settings/access/access-file.ts',
    ],
    types: ['src/settings/types.ts'],
  },
  /** Another bot, whose Slack and Alibaba Cloud are a small server on this machine. */
  'src/warm-up/': {
    imports: ['src/app.ts', 'src/settings/', 'src/proxy.ts'],
  },
  'src/proxy.ts': { imports: [], types: ['src/settings/types.ts'], isAlone: true },
  /** Another way in, without Slack. */
  'src/cli/': {
    imports: [
      ...['picture', 'checks', 'flows', 'cams', 'store', 'settings'].map((part) => `src/${part}/`),
      'package.json',
    ],
  },

  'src/slack/': slackRoom('listeners', 'answers', 'workspaces', 'delivery', 'payloads', 'messages'),
  'src/slack/listeners/': slackRoom('answers', 'delivery', 'payloads', 'messages'),
  'src/slack/answers/': slackRoom('delivery', 'payloads', 'messages'),
  'src/slack/workspaces/': slackRoom('delivery', 'payloads'),
  'src/slack/delivery/': slackRoom('payloads', 'messages'),
  'src/slack/payloads/': slackRoom(),
  'src/slack/messages/': { imports: ['src/text.ts'], types: [...SLACK_IMPORTS, ...SLACK_TYPES], isOfTypesOnly: true },

  'src/requests/': { imports: [...FLOWS_AND_BELOW, 'src/access/', 'src/audit/'], types: TYPES_BELOW_FLOWS },
  'src/notify/': { imports: [...FLOWS_AND_BELOW, 'src/checks/', 'src/picture/'], types: TYPES_BELOW_FLOWS },
  'src/access/': { imports: [...FLOWS_AND_BELOW, 'src/audit/'], types: TYPES_BELOW_FLOWS },
  'src/audit/': { imports: FLOWS_AND_BELOW, types: TYPES_BELOW_FLOWS },
  'src/redaction/': { imports: ['src/text.ts'], isAlone: true },
  'src/picture/': {
    imports: ['src/likeness.ts', 'src/text.ts', 'src/worker/child-process.ts', 'src/worker/leave-stop-signals.ts'],
    isAlone: true,
  },
  'src/checks/': { imports: ['src/text.ts'], isAlone: true },
  'src/flows/': { imports: ['src/cams/', 'src/checks/', 'src/settings/', 'src/redaction/'] },
  'src/cams/': { imports: ['src/settings/'] },
  'src/settings/': { imports: [], isAlone: true },

  /** Implements what others own. The installations are the only records of which none but Slack's own parts know. */
  'src/store/': {
    imports: [],
    types: [
      ...['requests', 'notify', 'flows', 'picture', 'access', 'audit', 'cams'].map((part) => `src/${part}/`),
      'src/settings/types.ts',
      'src/slack/workspaces/installations/installations.ts',
    ],
  },

  'src/stop-signal.ts': { imports: [], isAlone: true },
  'src/last-resort.ts': { imports: [] },
  'src/clock.ts': { imports: [], isAlone: true },
  'src/fingerprint.ts': { imports: [], isAlone: true },
  'src/likeness.ts': { imports: [], isAlone: true },
  'src/result.ts': { imports: [], isAlone: true },
  'src/text.ts': { imports: [], isAlone: true },
  'src/retry.ts': { imports: ['src/clock.ts'], isAlone: true },
  'src/worker/': { imports: ['src/clock.ts'], isAlone: true },
  'src/log.ts': { imports: [], types: ['src/settings/types.ts'], isAlone: true },
  'src/i18n.ts': { imports: ['src/locales/'], isAlone: true },
  'src/locales/': { imports: [], isAlone: true },
  'src/version.ts': { imports: ['package.json'], isAlone: true },
};

/** Packages that only some parts may know, also by their types. A name that ends in `/` is a scope. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  '@slack/': ['src/slack/', 'src/app.ts'],
  '@alicloud/': ['src/cams/'],
  kysely: ['src/store/'],
  pg: ['src/store/'],
  'node:sqlite': ['src/store/'],
  i18next: ['src/i18n.ts'],
  dotenv: ['src/settings/'],
  yaml: ['src/settings/'],
  pino: ['src/log.ts'],
  '@secretlint/': ['src/redaction/'],
};

const isWithin = (file: string, place: string) => file === place || (place.endsWith('/') && file.startsWith(place));
const isOneOf = (file: string, places: readonly string[]) => places.some((place) => isWithin(file, place));

/** The part that a file belongs to, by its name in `RULES`. */
export const partOf = (file: string): string | undefined =>
  Object.keys(RULES)
    .filter((part) => isWithin(file, part))
    .sort((one, other) => other.length - one.length)[0];

function isAllowed({ from, to, isTypeOnly }: Import): boolean {
  if (!/^\.|^(src|sandbox|test|bench|scripts)\/|^package\.json$/.test(to)) {
    const owner = Object.keys(PACKAGES).find((name) => isWithin(to, name) || to.startsWith(`${name}/`));
    return owner === undefined || isOneOf(from, PACKAGES[owner] ?? []);
  }
  const part = partOf(from);
  const rule = part === undefined ? undefined : RULES[part];
  if (part === undefined || rule === undefined) return false;
  if (partOf(to) === part) return true;
  const everybody = rule.isAlone ? [] : EVERYBODY;
  if (isTypeOnly) return isOneOf(to, [...everybody, ...rule.imports, ...(rule.types ?? [])]);
  return isOneOf(to, rule.isOfTypesOnly ? rule.imports : [...everybody, ...rule.imports]);
}

/** Those that break a rule, each as `src/a.ts imports src/b.ts`. */
export const violationsIn = (imports: readonly Import[]): string[] =>
  imports
    .filter((found) => !isAllowed(found))
    .map(({ from, to, isTypeOnly }) => `${from} imports ${to}${isTypeOnly ? ' (types)' : ''}`);

/** Which part may import what runs of which other one, by the rules. */
export function arrowsOfRules(): Pick<Import, 'from' | 'to'>[] {
  const parts = Object.keys(RULES);
  const fileIn = (part: string) => (part.endsWith('/') ? `${part}any.ts` : part);
  const mayImport = (from: string, to: string) =>
    isAllowed({ from: fileIn(from), to: fileIn(to), isTypeOnly: false }) && !isWithin(to, from) && !isWithin(from, to);
  return parts.flatMap((from) => parts.filter((to) => mayImport(from, to)).map((to) => ({ from, to })));
}
