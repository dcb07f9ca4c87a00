import { z } from 'zod';
import { BOT_USER_ID, type Emulator, type EmulatorSeed } from './emulator.ts';
import type { SharedChannel } from './organisations.ts';
import type { Person } from './page-api.ts';

export const TEAM = { name: 'Harbour Retail', domain: 'harbour-retail' };

/** The organisation that #partners is shared with. */
const AGENCY = { teamId: 'T0LIGHTHOUSE', teamName: 'Lighthouse Agency', domain: 'lighthouse-agency' } as const;

interface SeededPerson {
  name: string;
  realName: string;
  title: string;
  locale: string;
  guest?: NonNullable<Person['guest']>;
  outside?: NonNullable<Person['outside']>;
  isAdmin?: true;
}

/** Who works there. The first is the one who looks, unless somebody else is chosen. */
const PEOPLE = {
  campaignManager: { name: 'maya', realName: 'Maya Lindqvist', title: 'Campaign manager', locale: 'en-US' },
  flowDeveloper: { name: 'tomas', realName: 'Tomás Rocha', title: 'Flow developer', locale: 'en-US' },
  onCallEngineer: {
    name: 'priya',
    realName: 'Priya Nair',
    title: 'On-call engineer',
    locale: 'en-US',
    isAdmin: true,
  },
  supportLead: { name: 'jonas', realName: 'Jonas Weber', title: 'Customer service lead', locale: 'en-US' },
  campaignManagerChina: { name: 'lin', realName: 'Lin Xia', title: 'Campaign manager, China', locale: 'zh-CN' },
  contractor: {
    name: 'noor',
    realName: 'Noor Haddad',
    title: 'Copywriter, until the spring',
    locale: 'en-US',
    guest: 'multi-channel',
  },
  guest: {
    name: 'dmitri',
    realName: 'Dmitri Savin',
    title: 'Translator',
    locale: 'en-US',
    guest: 'single-channel',
  },
  outsider: {
    name: 'amara',
    realName: 'Amara Obi',
    title: 'Account director',
    locale: 'en-US',
    outside: AGENCY,
  },
} as const satisfies Readonly<Record<string, SeededPerson>>;

const CHANNELS = {
  campaigns: { name: 'campaigns', topic: 'What goes out, when, and to whom', isPrivate: false },
  flowDev: { name: 'flow-dev', topic: 'Building and breaking WhatsApp Flows', isPrivate: false },
  archive: { name: 'announcements-archive', topic: 'Closed: see #campaigns', isPrivate: false },
  launchSecret: { name: 'launch-secret', topic: 'Nothing leaves this room before the 12th', isPrivate: true },
  campaignLeads: { name: 'campaign-leads', topic: 'Numbers before everybody has them', isPrivate: true },
  partners: { name: 'partners', topic: 'With Lighthouse Agency', isPrivate: false },
} as const;

export type PersonKey = keyof typeof PEOPLE;
export type ChannelKey = keyof typeof CHANNELS;

const STAFF: readonly PersonKey[] = [
  'campaignManager',
  'flowDeveloper',
  'onCallEngineer',
  'supportLead',
  'campaignManagerChina',
];
/** Who is in which channel. */
const MEMBERS: Readonly<Record<ChannelKey, readonly PersonKey[]>> = {
  campaigns: [...STAFF, 'contractor', 'guest'],
  flowDev: [...STAFF, 'contractor'],
  archive: STAFF,
  launchSecret: STAFF.filter((key) => key !== 'onCallEngineer'),
  campaignLeads: ['campaignManager', 'supportLead', 'campaignManagerChina'],
  partners: [...STAFF, 'outsider'],
};
const WITH_BOT: readonly ChannelKey[] = ['campaigns', 'campaignLeads', 'partners'];
/** `directMessage` is between the campaign manager and the flow developer; `botDirectMessage` hers with the bot. */
export type ConversationKey = ChannelKey | 'directMessage' | 'botDirectMessage';

/** Everybody in the workspace, the bot too. */
export type People = Readonly<Record<PersonKey | 'bot', Person>>;
/** Conversation IDs. */
export type Conversations = Readonly<Record<ConversationKey, string>>;

const SAID: readonly [PersonKey, ConversationKey, string][] = [
  [
    'campaignManager',
    'campaigns',
    'The back-in-stock sign-up goes out on Thursday. Which version of the flow do customers see today?',
  ],
  ['flowDeveloper', 'campaigns', 'Ask the bot: `/flow-json` and the flow’s ID. It shares the JSON right here.'],
  ['flowDeveloper', 'flowDev', 'I renamed two screens in the returns flow. If a deep link breaks, that is why.'],
  [
    'onCallEngineer',
    'flowDev',
    'Two customers were stuck on the third screen last night. I want to see what they got.',
  ],
  ['supportLead', 'archive', 'The new opening hours are live. From now on, announcements are in #campaigns.'],
  ['campaignManager', 'launchSecret', 'The launch flow has to be reviewed by Friday, quietly please.'],
  ['campaignManager', 'campaignLeads', 'Opening rates are in. The loyalty flow lost a third on its second screen.'],
  ['outsider', 'partners', 'Hello from Lighthouse! Which insurance flow should our banner lead to?'],
  ['flowDeveloper', 'directMessage', 'Could you look over the survey flow before I publish it?'],
];

const keysOf = <Key extends string>(record: Readonly<Record<Key, unknown>>) => Object.keys(record) as Key[];

/** What emulate is started with. */
export const SEED = { team: TEAM, people: Object.values(PEOPLE), channels: Object.values(CHANNELS) } satisfies Omit<
  EmulatorSeed,
  'baseUrl' | 'manifest'
>;

const usersList = z.object({ members: z.array(z.object({ id: z.string(), name: z.string() })) });
const channelsList = z.object({ channels: z.array(z.object({ id: z.string(), name: z.string() })) });
const opened = z.object({ channel: z.object({ id: z.string() }) });

/** The ID behind each key, by the name that the list has for it. */
function idsByKey<Key extends string>(
  named: Readonly<Record<Key, { name: string }>>,
  list: readonly { id: string; name: string }[],
): Record<Key, string> {
  const idOf = (key: Key) => {
    const found = list.find(({ name }) => name === named[key].name);
    if (found === undefined) throw new Error(`The emulator has no ${named[key].name}`);
    return [key, found.id] as const;
  };
  return Object.fromEntries(keysOf(named).map(idOf)) as Record<Key, string>;
}

async function findPeople(emulator: Emulator, botName: string): Promise<People> {
  const { members } = usersList.parse(await emulator.demand('admin', 'users.list'));
  const ids = idsByKey(PEOPLE, members);
  const people = keysOf(PEOPLE).map((key) => {
    const { name, realName, locale, guest, outside, isAdmin }: SeededPerson = PEOPLE[key];
    const kind = { ...(guest && { guest }), ...(outside && { outside }), ...(isAdmin && { isAdmin }) };
    return [key, { id: ids[key], name, realName, isBot: false, locale, ...kind }] as const;
  });
  const name = botName.toLowerCase().replaceAll(' ', '-');
  const bot = { id: BOT_USER_ID, name, realName: botName, isBot: true, locale: 'en-US' };
  return { ...(Object.fromEntries(people) as Record<PersonKey, Person>), bot };
}

/**
 * Makes a workspace out of what emulate was started with: who is where, who talks with whom, what was said.
 *
 * The bot is in #campaigns, in #partners, which another organisation shares, and in the private #campaign-leads. It is not
 * in #flow-dev, which it can join, nor in the private #launch-secret and the direct message, which it can't.
 */
export async function moveIn(
  emulator: Emulator,
  botName: string,
): Promise<{ people: People; conversations: Conversations; shared: readonly SharedChannel[] }> {
  const people = await findPeople(emulator, botName);
  const as = (key: PersonKey) => ({ person: PEOPLE[key].name });
  const openWith = async (key: PersonKey, userId: string) =>
    opened.parse(await emulator.demand(as(key), 'conversations.open', { users: userId })).channel.id;

  const types = 'public_channel,private_channel';
  const { channels } = channelsList.parse(
    await emulator.demand(as('campaignManager'), 'conversations.list', { types, limit: 1000 }),
  );
  const conversations: Conversations = {
    ...idsByKey(CHANNELS, channels),
    directMessage: await openWith('campaignManager', people.flowDeveloper.id),
    botDirectMessage: await openWith('campaignManager', BOT_USER_ID),
  };
  // An outsider has no direct message with an app of another workspace.
  for (const key of keysOf(PEOPLE)) if (key !== 'outsider') await openWith(key, BOT_USER_ID);

  // emulate puts every person into every channel, and the bot into none.
  for (const key of WITH_BOT) {
    const args = { channel: conversations[key], users: BOT_USER_ID };
    await emulator.demand(as('campaignManager'), 'conversations.invite', args);
  }
  for (const channel of keysOf(MEMBERS)) {
    const absent = keysOf(PEOPLE).filter((key) => !MEMBERS[channel].includes(key));
    for (const key of absent) {
      await emulator.demand(as(key), 'conversations.leave', { channel: conversations[channel] });
    }
  }
  for (const [key, conversation, text] of SAID) {
    await emulator.demand(as(key), 'chat.postMessage', { channel: conversations[conversation], text });
  }
  await emulator.demand(as('supportLead'), 'conversations.archive', { channel: conversations.archive });
  return { people, conversations, shared: [{ id: conversations.partners, ...AGENCY }] };
}
