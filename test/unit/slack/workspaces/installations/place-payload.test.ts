import { describe, expect, it, vi } from 'vitest';
import { readCaller } from '../../../../../src/slack/payloads/caller.ts';
import { typedMessage } from '../../../../../src/slack/payloads/typed-message.ts';
import {
  type PlacePayloadParts,
  placePayload,
} from '../../../../../src/slack/workspaces/installations/place-payload.ts';
import { homeButton, messageButton } from '../../fixtures/buttons.ts';
import { slashCommand } from '../../fixtures/commands.ts';
import { homeOpened, teamAccess } from '../../fixtures/events.ts';
import { mention } from '../../fixtures/messages.ts';
import { CHANNEL, ORGANISATION, TEAM, USER } from '../../fixtures/people.ts';
import { globalShortcut, messageShortcut } from '../../fixtures/shortcuts.ts';
import { submission } from '../../fixtures/views.ts';

const OTHER = 'T000000002';
/** Of another organisation, which has the same bot. */
const STRANGER = 'T000000009';

function setUp({ served = [TEAM.id, OTHER], channels = {} as Record<string, string[]> } = {}) {
  const parts = {
    serves: vi.fn<PlacePayloadParts['serves']>(
      async (organisationId, teamId) => organisationId === ORGANISATION.id && served.includes(teamId),
    ),
    workspacesOf: vi.fn<PlacePayloadParts['workspacesOf']>(async (organisationId) =>
      organisationId === ORGANISATION.id ? served : [],
    ),
    workspacesOfChannel: vi.fn<PlacePayloadParts['workspacesOfChannel']>(
      async (_, channelId) => channels[channelId] ?? [],
    ),
    organisationOf: (teamId: string) => (teamId === STRANGER ? undefined : ORGANISATION.id),
  };
  const placed = (body: object) => placePayload(parts, { ...body });
  const personOf = async (body: object) => readCaller(await placed(body)).person;
  return { ...parts, placed, personOf };
}

/** As Slack sends it for an organisation's installation: of whom, and by whom. */
const ofOrganisation = (body: object, userTeamId: string = ORGANISATION.id) => ({
  ...body,
  team: null,
  enterprise: ORGANISATION,
  is_enterprise_install: true,
  user: { ...USER, team_id: userTeamId },
});

const here = { teamId: TEAM.id, userId: USER.id };
const there = { teamId: OTHER, userId: USER.id };

describe('a click in a workspace of an organisation that installed the app', () => {
  it.each([
    ['the view', { ...homeButton('home_refresh'), view: { team_id: OTHER } }, there],
    [
      'the view that Slack says it was installed for',
      { ...submission('settings', {}), view: { app_installed_team_id: OTHER, team_id: TEAM.id } },
      there,
    ],
    ['the person, of a shortcut', globalShortcut(), here],
    ['the person, of a message', messageShortcut({ text: '' }), here],
    ['the person, of a button', messageButton('get_flow'), here],
  ])('is in the workspace that is named by %s', async (_by, body, expected) => {
    const { personOf } = setUp();
    expect(await personOf(ofOrganisation(body, TEAM.id))).toEqual(expected);
  });

  it('in a channel is in the workspace of the channel, whichever workspace Slack says the person is of', async () => {
    const { personOf } = setUp({ channels: { [CHANNEL.id]: [TEAM.id] } });
    for (const of of [OTHER, ORGANISATION.id, TEAM.id]) {
      expect(await personOf(ofOrganisation(messageButton('get_flow'), of))).toEqual(here);
    }
  });

  it("in a channel of several of its workspaces is in the person's, or the first", async () => {
    const { personOf } = setUp({ channels: { [CHANNEL.id]: [TEAM.id, OTHER] } });
    expect(await personOf(ofOrganisation(messageButton('get_flow'), OTHER))).toEqual(there);
    expect(await personOf(ofOrganisation(messageButton('get_flow')))).toEqual(here);
  });

  it('is in the only one that has the app, where nothing names any', async () => {
    const { personOf } = setUp({ served: [OTHER] });
    expect(await personOf(ofOrganisation(messageButton('get_flow')))).toEqual(there);
  });

  it('is in none where nothing names any of several', async () => {
    const { personOf } = setUp();
    expect(await personOf(ofOrganisation(messageButton('get_flow')))).toBeUndefined();
    expect(await personOf(ofOrganisation(globalShortcut()))).toBeUndefined();
  });
});

describe('a click that claims more than Slack has said', () => {
  it('by somebody of another organisation is in the workspace of the channel, and never in their own', async () => {
    const inChannel = setUp({ channels: { [CHANNEL.id]: [TEAM.id, STRANGER] } });
    expect(await inChannel.personOf(ofOrganisation(messageButton('get_flow'), STRANGER))).toEqual(here);
    const { personOf, placed } = setUp();
    expect(await personOf(ofOrganisation(messageButton('get_flow'), STRANGER))).toBeUndefined();
    // Nor is Bolt to look for an installation of theirs.
    expect(JSON.stringify(await placed(ofOrganisation(messageButton('get_flow'), STRANGER)))).not.toContain(STRANGER);
  });

  it('is in no workspace that the organisation does not serve, wherever it is named', async () => {
    const { personOf } = setUp();
    const view = { team_id: STRANGER, app_installed_team_id: STRANGER };
    for (const body of [
      { ...ofOrganisation(homeButton('home_refresh')), view },
      { ...ofOrganisation(homeButton('home_refresh')), team: { id: STRANGER } },
    ]) {
      expect(await personOf(body)).toBeUndefined();
    }
  });

  it('is in none of an organisation that did not install the app', async () => {
    const { personOf } = setUp({ channels: { [CHANNEL.id]: [TEAM.id] } });
    const ofOther = { ...ofOrganisation(messageButton('get_flow'), TEAM.id), enterprise: { id: 'E000000009' } };
    expect(await personOf(ofOther)).toBeUndefined();
  });
});

describe('a click in a workspace that installed the app itself', () => {
  it('stays as it is', async () => {
    const { placed, serves } = setUp();
    for (const body of [
      messageButton('get_flow'),
      globalShortcut(),
      submission('settings', {}),
      slashCommand('help'),
    ]) {
      expect(await placed(body)).toEqual(body);
    }
    expect(serves).not.toHaveBeenCalled();
  });

  const inModal = (team: string, installed: string) => ({
    ...submission('settings', {}),
    team: { id: team },
    view: { ...submission('settings', {}).view, app_installed_team_id: installed },
  });

  it('is, in a modal of a connected channel, in the workspace that the modal is of', async () => {
    const { personOf } = setUp();
    expect(await personOf(inModal(STRANGER, TEAM.id))).toEqual(here);
  });

  it('is in the workspace that it is in, where the view names another of the same organisation', async () => {
    const { placed, personOf } = setUp();
    expect(await personOf(inModal(OTHER, TEAM.id))).toEqual(there);
    expect(await placed(inModal(OTHER, TEAM.id))).toMatchObject({ view: { app_installed_team_id: OTHER } });
  });
});

describe('an event of an organisation that installed the app', () => {
  const authorized = (teamId: string | null) => ({
    authorizations: [{ enterprise_id: ORGANISATION.id, team_id: teamId, is_enterprise_install: true }],
  });

  it.each([
    ['its authorization', { ...authorized(OTHER), team_id: TEAM.id }],
    ['its context', { ...authorized(null), context_team_id: OTHER, team_id: STRANGER }],
    ['its envelope', { ...authorized(null), context_team_id: undefined, team_id: OTHER }],
  ])('is in the workspace that is named by %s', async (_by, envelope) => {
    const { placed } = setUp();
    for (const event of [mention(''), homeOpened('home')]) {
      const body = await placed({ ...event, ...envelope });
      expect(body).toMatchObject({ team_id: OTHER, authorizations: [{ team_id: OTHER, is_enterprise_install: true }] });
    }
    expect(typedMessage.parse(await placed({ ...mention(''), ...envelope }))).toMatchObject({ teamId: OTHER });
  });

  it('in a channel that names an outsider alone is in the workspace of the channel, or in none', async () => {
    const outsiders = { ...mention(''), ...authorized(null), team_id: STRANGER, context_team_id: undefined };
    const { placed } = setUp({ channels: { [CHANNEL.id]: [TEAM.id] } });
    expect(await placed(outsiders)).toMatchObject({ team_id: TEAM.id, authorizations: [{ team_id: TEAM.id }] });
    const nowhere = await setUp().placed(outsiders);
    expect(nowhere).toMatchObject({ team_id: null, authorizations: [{ team_id: null }] });
    expect(typedMessage.safeParse({ ...nowhere, context_team_id: undefined }).success).toBe(false);
  });

  it('that gives or takes the app is of the organisation, and of no workspace', async () => {
    const { placed, serves } = setUp();
    for (const name of ['granted', 'revoked'] as const) {
      const given = { ...teamAccess(name, OTHER), team_id: OTHER };
      expect(
        await placed({ ...given, authorizations: [{ enterprise_id: ORGANISATION.id, team_id: OTHER }] }),
      ).toMatchObject({
        team_id: null,
        authorizations: [{ enterprise_id: ORGANISATION.id, team_id: null, is_enterprise_install: true }],
      });
    }
    expect(serves).not.toHaveBeenCalled();
  });

  it('of a workspace that installed the app itself stays as it is', async () => {
    const { placed } = setUp();
    const event = {
      ...mention(''),
      authorizations: [{ enterprise_id: ORGANISATION.id, team_id: TEAM.id, is_enterprise_install: false }],
    };
    expect(await placed(event)).toEqual(event);
  });
});
