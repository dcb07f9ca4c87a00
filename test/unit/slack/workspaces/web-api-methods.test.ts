import { type Expression, parseSync, Visitor } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { WEB_API_METHODS, webApiMethod } from '../../../../src/slack/workspaces/web-api-methods.ts';
import { readSource, sourcesIn } from '../../../support/imports.ts';

/** What Bolt and its parts call by themselves: for a link of Socket Mode, at the start, and to install. */
const BY_BOLT = ['apps.connections.open', 'auth.test', 'oauth.v2.access'];

/** `a.b.c` as its names; empty where it is no such chain. */
function chainOf(node: Expression): string[] {
  if (node.type === 'Identifier') return [node.name];
  if (node.type !== 'MemberExpression' || node.property.type !== 'Identifier' || node.computed) return [];
  return [...chainOf(node.object), node.property.name];
}

/** The Web API methods that a source calls of whatever is named a client. */
function methodsCalledIn(source: string): string[] {
  const found: string[] = [];
  const visitor = new Visitor({
    CallExpression({ callee, arguments: [first] }) {
      const chain = chainOf(callee);
      const client = chain.findIndex((name) => /client$/i.test(name));
      const method = client < 0 ? [] : chain.slice(client + 1);
      if (method.length > 1) found.push(method.join('.'));
      if (method[0] === 'apiCall') found.push(first?.type === 'Literal' ? String(first.value) : 'any');
    },
  });
  visitor.visit(parseSync('a.ts', source).program);
  return found;
}

describe('the list of Web API methods', () => {
  it('has each that the code calls, and no other', () => {
    const made = sourcesIn('src').flatMap((file) => methodsCalledIn(readSource(file)));
    expect(Object.keys(WEB_API_METHODS).sort()).toEqual([...new Set([...made, ...BY_BOLT])].sort());
  });

  it.each([
    ['await client.chat\n  .postMessage({})', ['chat.postMessage']],
    ['this.webClient.users.profile.get({})', ['users.profile.get']],
    ["app.client.apiCall('pins.add', {})", ['pins.add']],
    ['client.apiCall(name)', ['any']],
    ['clients.get(teamId); client.on(event)', []],
  ])('sees a call however it is made: %s', (source, methods) => {
    expect(methodsCalledIn(source)).toEqual(methods);
  });

  it('has nothing repeated that Slack would show twice', () => {
    const repeated = Object.entries(WEB_API_METHODS).filter(([, { afterLostAnswer }]) => afterLostAnswer === 'repeat');
    expect(repeated.filter(([name]) => /^chat\.|complete|^views\.open/.test(name))).toEqual([]);
  });

  it.each(['chat.meMessage', 'constructor', ''])('repeats nothing that is not in it: %s', (name) => {
    expect(webApiMethod(name)).toEqual({ afterLostAnswer: 'leave' });
  });
});
