import { describe, expect, it } from 'vitest';
import { personMark } from '../../../sandbox/page/text/person-mark.ts';
import { sortedFiles } from '../../../sandbox/page/text/pictures.ts';
import { onSandbox } from '../../../sandbox/page/text/preview-link.ts';
import { suggestionGroups } from '../../../sandbox/page/text/suggestion-groups.ts';
import type { SharedFile } from '../../../sandbox/slack/page-api.ts';

describe('beside a name', () => {
  const outside = { teamId: 'T2', teamName: 'Lighthouse', domain: 'lighthouse' };
  it.each([
    [{}, undefined],
    [{ guest: 'single-channel' as const }, 'guest'],
    [{ guest: 'multi-channel' as const }, 'guest'],
    [{ outside }, 'Lighthouse'],
    [{ isAdmin: true as const }, 'admin'],
  ])('of %j stands %s', (person, mark) => {
    expect(personMark(person)).toBe(mark);
  });
});

describe('the files of a message', () => {
  const file = (id: string, mimetype: string): SharedFile => ({
    id,
    name: id,
    title: id,
    mode: 'hosted',
    filetype: '',
    mimetype,
    size: 1,
  });

  it('are pictures where a browser shows them and never runs them', () => {
    const files = [
      file('a', 'image/png'),
      file('b', 'application/json'),
      file('c', 'image/svg+xml'),
      file('d', 'image/webp'),
    ];
    const { pictures, others } = sortedFiles(files);
    expect([pictures.map(({ id }) => id), others.map(({ id }) => id)]).toEqual([
      ['a', 'd'],
      ['b', 'c'],
    ]);
  });
});

describe('a link to a preview', () => {
  it.each([
    ['https://example.com/flows/1706/preview', '/preview/1706'],
    ['https://example.com/flows/1706/preview/more', 'https://example.com/flows/1706/preview/more'],
    ['https://other.example/flows/1706/preview', 'https://other.example/flows/1706/preview'],
  ])('%s leads to %s', (url, href) => {
    expect(onSandbox(url)).toBe(href);
  });
});

describe('suggestions', () => {
  it('stand under their headings, in the order of the first of each', () => {
    const of = (group: string, command: string) => ({ group, command, what: '' });
    expect(
      suggestionGroups([of('A', '1'), of('B', '2'), of('A', '3')]).map(({ heading, suggestions }) => [
        heading,
        suggestions.map(({ command }) => command),
      ]),
    ).toEqual([
      ['A', ['1', '3']],
      ['B', ['2']],
    ]);
  });
});
