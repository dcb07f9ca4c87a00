import { describe, expect, it } from 'vitest';
import { coalesced } from '../../../sandbox/page/hooks/coalesce.ts';
import { matchingCommands } from '../../../sandbox/page/text/slash-commands.ts';
import { EMPTY_HISTORY, recalled, remember, step } from '../../../sandbox/page/text/typed-history.ts';

describe('typed history', () => {
  const history = remember(remember(remember(EMPTY_HISTORY, 'one'), 'two'), 'two');

  it('goes back to what was typed, and forth to an empty text', () => {
    expect(recalled(history)).toBe('');
    const back = step(history, -1);
    expect(recalled(back)).toBe('two');
    expect(recalled(step(back, -1))).toBe('one');
    expect(recalled(step(step(back, -1), -1))).toBe('one');
    expect(recalled(step(back, 1))).toBe('');
    expect(recalled(step(step(back, 1), 1))).toBe('');
  });

  it('starts from the newest again after something was sent', () => {
    expect(recalled(step(remember(step(step(history, -1), -1), 'three'), -1))).toBe('three');
  });
});

describe('the hint for a slash command', () => {
  const commands = [
    { command: '/flow-json', description: 'Share' },
    { command: '/flow-list', description: 'List' },
  ];
  const found = (text: string) => matchingCommands(text, commands).map(({ command }) => command);

  it.each([
    ['/', ['/flow-json', '/flow-list']],
    ['/flow-j', ['/flow-json']],
    ['/flow-json', ['/flow-json']],
    ['/flow-json 17b6', ['/flow-json']],
    ['/flow 17b6', []],
    ['/other', []],
    ['hello /flow-json', []],
    ['', []],
    ['/flow-json\n', []],
  ])('for %j shows %j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe('coalesced', () => {
  it('runs once more for all that was asked while it ran, never twice at a time', async () => {
    const ends: (() => void)[] = [];
    const run = coalesced(() => new Promise((resolve) => ends.push(resolve)));
    const end = async (index: number) => {
      ends[index]?.();
      await Promise.resolve();
      await Promise.resolve();
    };

    run();
    run();
    run();
    expect(ends).toHaveLength(1);
    await end(0);
    expect(ends).toHaveLength(2);
    await end(1);
    expect(ends).toHaveLength(2);
    run();
    expect(ends).toHaveLength(3);
  });
});
