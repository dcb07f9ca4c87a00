import { describe, expect, it } from 'vitest';
import { nearestTo } from '../../../../../src/slack/listeners/commands/nearest.ts';
import { SUBCOMMANDS } from '../../../../../src/slack/listeners/commands/table.ts';

const nearest = (word: string) => nearestTo(SUBCOMMANDS, word)?.name;

describe('nearestTo', () => {
  it.each([
    ['hlep', 'help'],
    ['HELPP', 'help'],
    ['wach', 'watch'],
    ['wtach', 'watch'],
    ['unwach', 'unwatch'],
    ['lst', 'list'],
    ['dif', 'diff'],
    ['histroy', 'history'],
    ['setings', 'settings'],
    ['subscriptoins', 'watches'],
    ['status', 'fetch'],
    ['compare', 'diff'],
    ['--versions', 'history'],
  ])('takes %s for %s', (word, subcommand) => {
    expect(nearest(word)).toBe(subcommand);
  });

  it.each(['', 'x', 'wh', 'clinic', 'please', 'hero', 'x'.repeat(5000)])('takes %.20s for none', (word) => {
    expect(nearest(word)).toBeUndefined();
  });
});
