import type { webApi } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { createPeople } from '../../../../../src/slack/workspaces/facts/people.ts';
import { instantClock } from '../../../support/fakes.ts';

/** What is said of somebody who acts in T71, a workspace of E7. */
async function factsOf(user: object, { isOfOrganisation = true } = {}) {
  const client = { users: { info: async () => ({ ok: true, user }) } } as unknown as webApi.WebClient;
  const clock = { ...instantClock, wait: () => new Promise<void>(() => {}) };
  const people = createPeople({
    clientFor: async () => client,
    organisationOf: () => (isOfOrganisation ? 'E7' : undefined),
    clock,
  });
  return (await people({ teamId: 'T71', userId: 'U1' }))?.facts;
}

const ofEnterprise = (id: string, teams: string[] = [], more: object = {}) => ({
  enterprise_user: { id: 'U1', enterprise_id: id, enterprise_name: id, teams, ...more },
});

describe('with the token of one workspace', () => {
  it.each([
    ['somebody of another workspace, which the payload names,', 'T91', 'outsider'],
    ['somebody of this workspace', 'T71', 'member'],
  ])('%s is what they are there', async (_who, home, kind) => {
    const client = {
      users: { info: async () => ({ ok: true, user: { team_id: home, is_admin: true } }) },
    } as unknown as webApi.WebClient;
    const people = createPeople({
      clientFor: async () => client,
      organisationOf: () => undefined,
      ownWorkspace: () => 'T71',
      clock: { ...instantClock, wait: () => new Promise<void>(() => {}) },
    });
    const { facts } = (await people({ teamId: home, userId: 'U1' })) ?? {};
    expect(facts).toEqual({ kind, isAdmin: kind === 'member' });
  });
});

describe('somebody in a workspace of an organisation', () => {
  it.each([
    ['its own people', { team_id: 'T71' }],
    ['people of another workspace of the organisation', { team_id: 'T72', ...ofEnterprise('E7', ['T72']) }],
    ['people whom Slack calls the organisation’s', { team_id: 'E7', ...ofEnterprise('E7', ['T71', 'T72']) }],
    ['the same, who are not in this workspace', { team_id: 'E7', ...ofEnterprise('E7', ['T72']) }],
  ])('is a member: %s', async (_who, user) => {
    expect(await factsOf(user)).toEqual({ kind: 'member', isAdmin: false });
  });

  it.each([
    ['of another organisation', { team_id: 'T91', ...ofEnterprise('E9', ['T91']) }],
    ['whom Slack calls another organisation’s', { team_id: 'E9', ...ofEnterprise('E9') }],
    ['of a workspace of no organisation', { team_id: 'T9' }],
    ['a stranger, whatever else is said', { team_id: 'T71', is_stranger: true }],
  ])('is an outsider: somebody %s', async (_who, user) => {
    expect(await factsOf(user)).toEqual({ kind: 'outsider', isAdmin: false });
  });

  it('is an outsider of a workspace that belongs to no organisation, though of one', async () => {
    expect(
      await factsOf({ team_id: 'T72', ...ofEnterprise('E7', ['T72']) }, { isOfOrganisation: false }),
    ).toMatchObject({
      kind: 'outsider',
    });
  });

  it('is a guest where they are one', async () => {
    expect(await factsOf({ team_id: 'E7', is_restricted: true, ...ofEnterprise('E7', ['T71']) })).toEqual({
      kind: 'guest',
      isAdmin: false,
    });
  });

  it.each([
    ['of this workspace', { team_id: 'T71', is_admin: true }, true],
    [
      'of another workspace of the organisation',
      { team_id: 'T72', is_owner: true, ...ofEnterprise('E7', ['T72']) },
      false,
    ],
    [
      'of nobody knows which workspace',
      { team_id: 'E7', is_admin: true, ...ofEnterprise('E7', ['T71', 'T72']) },
      false,
    ],
    ['of the organisation', { team_id: 'E7', ...ofEnterprise('E7', ['T72'], { is_owner: true }) }, true],
  ])('administers it or not: an administrator %s', async (_of, user, isAdmin) => {
    expect(await factsOf(user)).toEqual({ kind: 'member', isAdmin });
  });

  it('administers nothing as an administrator of another organisation', async () => {
    expect(await factsOf({ team_id: 'E9', ...ofEnterprise('E9', ['T71'], { is_admin: true }) })).toMatchObject({
      isAdmin: false,
    });
  });
});
