import { expect, it } from 'vitest';
import { messageShortcut, permalink } from '../../../../../src/slack/listeners/shortcuts/on-message.ts';
import { messageShortcut as payload } from '../../fixtures/shortcuts.ts';

const linkOf = (body: object) => permalink(messageShortcut.parse(body));

it('links to a message of a workspace, and of its thread', () => {
  expect(linkOf(payload({}))).toBe('https://team.slack.com/archives/C000000001/p1700000000000100');
  expect(linkOf(payload({ thread_ts: '1699999999.000100' }))).toBe(
    'https://team.slack.com/archives/C000000001/p1700000000000100?thread_ts=1699999999.000100&cid=C000000001',
  );
});

it('links without a domain where an organisation installed the app: its payloads have none', () => {
  const placed = { ...payload({}), team: { id: 'T000000001' }, is_enterprise_install: true };
  expect(linkOf(placed)).toBe('https://slack.com/archives/C000000001/p1700000000000100');
});
