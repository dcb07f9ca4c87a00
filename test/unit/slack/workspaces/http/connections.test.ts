import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createConnections } from '../../../../../src/slack/workspaces/http/connections.ts';

function setUp(most: number, count: number) {
  const connections = createConnections(most);
  const sockets = Array.from({ length: count }, () => new Socket());
  for (const socket of sockets) connections.add(socket);
  const gone = () => sockets.flatMap(({ destroyed }, index) => (destroyed ? [index] : []));
  return { connections, sockets, gone };
}

describe('connections', () => {
  it('are no more than the cap: the oldest goes', () => {
    expect(setUp(3, 5).gone()).toEqual([0, 1]);
  });

  it('stay while they carry a request, and longer than others after it', () => {
    const { connections, sockets, gone } = setUp(3, 3);
    const [first, second] = sockets;
    if (first === undefined || second === undefined) throw new Error('there are three');
    const answered = connections.use(first);
    connections.add(new Socket());
    expect(gone()).toEqual([1]);
    answered();
    connections.add(new Socket());
    expect(gone()).toEqual([1, 2]);
  });

  it('that all carry requests let no other in', () => {
    const { connections, sockets, gone } = setUp(2, 2);
    for (const socket of sockets) connections.use(socket);
    const other = new Socket();
    connections.add(other);
    expect(other.destroyed).toBe(true);
    expect(gone()).toEqual([]);
  });
});
