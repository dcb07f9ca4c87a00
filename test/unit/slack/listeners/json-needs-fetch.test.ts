import { describe, expect, it } from 'vitest';
import type { FlowVersion } from '../../../../src/flows/fetch/flow-versions.ts';
import { RIGHTS } from '../../../../src/settings/access/policy.ts';
import type { AccessPolicy, Right } from '../../../../src/settings/types.ts';
import { SUBCOMMANDS } from '../../../../src/slack/listeners/commands/table.ts';
import { accessWith } from '../../support/access.ts';
import { setUpApp } from '../support/bolt.ts';
import { DOORS, ID, nameOf, WAYS } from '../support/ways.ts';

/** What is in the flow, and in nothing that is said about it. */
const CONTENT = 'Only in the JSON of this flow';
const jsonOf = (version: number) =>
  JSON.stringify({
    version: '7.3',
    screens: [
      {
        id: 'ONE',
        terminal: true,
        layout: {
          type: 'SingleColumnLayout',
          children: [
            { type: 'TextBody', text: `${CONTENT} ${version}` },
            { type: 'TextBody', text: '' },
          ],
        },
      },
    ],
  });
const flow = { flowId: ID, account: 'default', custSpaceId: undefined };
const versionOf = (version: number): FlowVersion => ({
  flow,
  version,
  contentHash: (version === 2 ? 'a' : 'c').repeat(64),
  file: { sha256: 'b'.repeat(64), bytes: 23 },
  json: jsonOf(version),
  name: 'Sign-up',
  status: undefined,
  firstSeenAt: 1,
  firstSeenBy: undefined,
});

/** A bot that knows two versions of a flow, and somebody who may do `rights` and nothing else. */
function setUp(rights: readonly Right[]) {
  const rules: AccessPolicy['rules'] = [
    { name: 'some', effect: 'allow', rights, who: [{ kind: 'everybody' }], where: undefined, which: undefined },
  ];
  const app = setUpApp({}, undefined, accessWith({ default: 'deny', rules }));
  app.versions.latest.mockImplementation(async () => versionOf(2));
  app.versions.get.mockImplementation(async (_flow, version) => versionOf(version));
  app.versions.list.mockImplementation(async () => [versionOf(2), versionOf(1)]);
  app.lookAtFlow.mockImplementation(async () => versionOf(3));
  const { client, share, accept, watches } = app;
  const seen = () =>
    JSON.stringify([
      app.acks,
      app.posts,
      [client.openView, client.publishView, client.postMessage, client.postEphemeral, share].map(
        ({ mock }) => mock.calls,
      ),
    ]);
  return { ...app, seen, accept, watches };
}

const showsJson = (name: string): boolean => {
  const subcommand = SUBCOMMANDS.find((each) => name === `command /flow-json ${each.name}`);
  const door = DOORS.find((each) => nameOf(each) === name);
  return (subcommand ?? (door !== undefined && 'showsJson' in door ? door : undefined))?.showsJson === true;
};
const OTHERS = RIGHTS.filter((right) => right !== 'fetch');

describe('whoever may do everything but fetch', () => {
  it.each(WAYS)('sees no JSON by %s', async (_name, payload) => {
    const { send, seen, accept, watches } = setUp(OTHERS);
    await send(payload);
    expect(seen()).not.toContain(CONTENT);
    expect(accept).not.toHaveBeenCalled();
    // Its notifications would bring the files.
    expect(watches.add).not.toHaveBeenCalled();
  });

  it('is told so, where nothing but JSON is shown', async () => {
    const shown = WAYS.filter(([name]) => showsJson(name));
    expect(new Set(shown.map(([name]) => name)).size).toBeGreaterThan(5);
    for (const [name, payload] of shown) {
      const { send, seen } = setUp(OTHERS);
      await send(payload);
      // The button of a question that nobody is asked any more.
      if (!seen().includes('too late to answer'))
        expect([name, seen()]).toEqual([name, expect.stringContaining('permission to fetch flows')]);
    }
  });

  it('reads what was found in a flow, without its JSON', async () => {
    const { send, share } = setUp(['check']);
    for (const [name, payload] of WAYS) if (/all_findings|json check$/.test(name)) await send(payload);
    expect(share).toHaveBeenCalledTimes(2);
    for (const [, files, message] of share.mock.calls) {
      expect(files.map(({ filename }) => filename)).toEqual([`${ID}-findings.txt`]);
      expect(JSON.stringify(message)).toContain("which you don't have permission to get here");
    }
  });
});

describe('whoever may fetch as well', () => {
  it('sees it: the test above would see it too', async () => {
    const { send, seen, watches } = setUp(RIGHTS);
    for (const [name, payload] of WAYS) if (/what_changed|show_diff|json (diff|watch)$/.test(name)) await send(payload);
    expect(seen()).toContain(CONTENT);
    expect(watches.add).toHaveBeenCalled();
  });
});
