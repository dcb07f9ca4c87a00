import { describe, expect, it } from 'vitest';
import { translateIn } from '../../../../src/i18n.ts';
import { heldMessage } from '../../../../src/slack/messages/held.ts';

const hold = { organisations: [], files: [], maySecretsBeShared: true };
const found = { flowId: '17b6found', kind: 'token', path: '/screens/0', masked: 'abcd…' };
const unsearched = { flowId: '17b6large', kind: 'unknown', path: '', masked: '' };

describe('the question about what looks like a secret', () => {
  it('counts what was found, and claims nothing of a file that could not be searched', () => {
    const { text, blocks } = heldMessage(translateIn('en'), { ...hold, secrets: [found, unsearched] }, 'v');
    expect(text).toContain('1 value looks like a secret:');
    expect(text).toContain("I couldn't search 17b6large for secrets");
    // What could not be searched can't be masked.
    expect(JSON.stringify(blocks)).not.toContain('share_masked');
    const alone = heldMessage(translateIn('en'), { ...hold, secrets: [unsearched] }, 'v');
    expect(alone.text).not.toContain('looks like a secret');
  });

  it('offers to mask what was found', () => {
    const { blocks } = heldMessage(translateIn('en'), { ...hold, secrets: [found] }, 'v');
    expect(JSON.stringify(blocks)).toContain('share_masked');
  });
});
