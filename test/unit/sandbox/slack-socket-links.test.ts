import { describe, expect, it } from 'vitest';
import { createLinks, type Link } from '../../../sandbox/slack/socket-links.ts';

function fakeLink(): Link & { did: string[] } {
  const did: string[] = [];
  return {
    did,
    send: () => void did.push('send'),
    sendRaw: () => undefined,
    close: () => void did.push('close'),
    drop: () => void did.push('drop'),
    freeze: () => void did.push('freeze'),
  };
}

function setUp() {
  const links = createLinks();
  const [one, two, three] = [fakeLink(), fakeLink(), fakeLink()];
  for (const link of [one, two]) links.add(link);
  return { links, one, two, three };
}

describe('the next link', () => {
  it('is each in turn', () => {
    const { links, one, two, three } = setUp();
    expect([links.next(), links.next(), links.next()]).toEqual([one, two, one]);
    links.add(three);
    expect([links.next(), links.next(), links.next()]).toEqual([three, two, one]);
  });

  it('is none that leaves, as long as another stays', () => {
    const { links, one, two } = setUp();
    links.willLeave(one);
    expect(links.oldest()).toBe(two);
    expect([links.next(), links.next()]).toEqual([two, two]);
    links.remove(two);
    expect(links.next()).toBe(one);
    links.remove(one);
    expect(links.next()).toBeUndefined();
    expect(links.oldest()).toBeUndefined();
    expect(links.count).toBe(0);
  });
});

describe('a frozen link', () => {
  it('stays until the app opens another', () => {
    const { links, one, two, three } = setUp();
    links.freeze(one);
    expect(one.did).toEqual(['freeze']);
    expect(links.all()).toEqual([one, two]);
    links.add(three);
    expect(one.did).toEqual(['freeze', 'drop']);
    expect(links.all()).toEqual([two, three]);
  });
});
