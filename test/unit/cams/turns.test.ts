import { describe, expect, it } from 'vitest';
import { createTurnBook, createTurns, type Turns } from '../../../src/cams/turns.ts';

function all(turns: Turns<string>): string[] {
  const order: string[] = [];
  for (let item = turns.next(); item !== undefined; item = turns.next()) order.push(item);
  return order;
}

describe('createTurns', () => {
  it('takes each requester in turn, and what one asked for in the order of asking', () => {
    const turns = createTurns<string>(createTurnBook());
    for (const item of ['a1', 'a2', 'a3']) turns.add('a', item);
    turns.add('b', 'b1');
    turns.add('c', 'c1');
    turns.add('b', 'b2');
    turns.add(undefined, 'nobody');
    expect(turns.size).toBe(7);
    expect(all(turns)).toEqual(['a1', 'b1', 'c1', 'nobody', 'a2', 'b2', 'a3']);
    expect(turns.size).toBe(0);
  });

  it('remembers a turn when its requester had nothing waiting meanwhile, and in another queue', () => {
    const book = createTurnBook();
    const [turns, others] = [createTurns<string>(book), createTurns<string>(book)];
    others.add('a', 'elsewhere');
    others.next();
    turns.add('a', 'a1');
    turns.add('b', 'b1');
    expect(all(turns)).toEqual(['b1', 'a1']);
  });

  it('forgets whose turn was the longest ago of more than 5,000, whoever is asked about', () => {
    const book = createTurnBook();
    for (let turn = 0; turn <= 5000; turn += 1) {
      book.note(`requester ${turn}`);
      book.lastTurn('requester 0');
    }
    expect(book.lastTurn('requester 0')).toBe(0);
    expect(book.lastTurn('requester 1')).toBe(2);
  });

  it('tells how many go before one that is added now', () => {
    const turns = createTurns<string>(createTurnBook());
    for (const item of ['a1', 'a2', 'a3', 'a4']) turns.add('a', item);
    expect(turns.ahead('b')).toBe(1);
    expect(turns.ahead('a')).toBe(4);
    turns.next();
    // The turn of a was just now.
    expect(turns.ahead('b')).toBe(0);
    turns.add('b', 'b1');
    expect(turns.ahead('b')).toBe(2);
    expect(turns.ahead('a')).toBe(4);
  });

  it.each(['a', 'b', 'c', 'd'])('tells of %s what then comes true', (requester) => {
    const turns = createTurns<string>(createTurnBook());
    for (const owner of ['a', 'b', 'a', 'c', 'b', 'a', 'a', 'c', 'b']) turns.add(owner, 'other');
    turns.next();
    turns.next();
    const ahead = turns.ahead(requester);
    turns.add(requester, 'mine');
    expect(all(turns).indexOf('mine')).toBe(ahead);
  });

  it('takes out what is meant, and leaves the rest in its turn', () => {
    const turns = createTurns<string>(createTurnBook());
    for (const item of ['a1', 'b1', 'a2', 'c1']) turns.add(item.charAt(0), item);
    expect(turns.take((item) => item !== 'a2' && item !== 'c1')).toEqual(['a1', 'b1']);
    expect(turns.size).toBe(2);
    expect(all(turns)).toEqual(['a2', 'c1']);
  });
});
