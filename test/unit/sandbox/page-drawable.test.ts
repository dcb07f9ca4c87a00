import type { KnownBlock, StaticSelect } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { isDrawable, isDrawableInView } from '../../../sandbox/page/text/drawable.ts';

const button = { type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'Go' } } as const;
const picker = { type: 'datepicker', action_id: 'd' } as const;
const select: StaticSelect = { type: 'static_select', action_id: 's', options: [] };
const label = { type: 'plain_text', text: 'Which' } as const;
const text = { type: 'mrkdwn', text: 'x' } as const;
const image = { type: 'image', image_url: 'https://a.example/i.png', alt_text: 'i' } as const;

describe('isDrawable', () => {
  it.each<KnownBlock>([
    { type: 'divider' },
    { type: 'section', text },
    { type: 'section', text, accessory: button },
    { type: 'section', text, accessory: image },
    { type: 'context', elements: [text, image] },
    { type: 'actions', elements: [button, button] },
  ])('is true for %j', (block) => {
    expect(isDrawable(block)).toBe(true);
  });

  it.each<KnownBlock>([
    { type: 'section', text, accessory: picker },
    { type: 'section', text, accessory: select },
    { type: 'actions', elements: [button, picker] },
    { type: 'input', label, element: select },
    { type: 'video', video_url: 'v', thumbnail_url: 't', alt_text: 'a', title: { type: 'plain_text', text: 't' } },
  ])('is false for %j', (block) => {
    expect(isDrawable(block)).toBe(false);
  });

  it('is false for a type that Slack may add one day', () => {
    expect(isDrawable(JSON.parse('{"type":"hologram"}'))).toBe(false);
  });
});

describe('isDrawableInView', () => {
  it.each<KnownBlock>([
    { type: 'divider' },
    { type: 'context', elements: [text, image] },
    { type: 'section', text, accessory: select },
    { type: 'section', text, accessory: image },
    { type: 'actions', elements: [button, select] },
    { type: 'input', label, element: select },
  ])('is true for %j', (block) => {
    expect(isDrawableInView(block)).toBe(true);
  });

  it.each<KnownBlock>([
    { type: 'section', text, accessory: picker },
    { type: 'actions', elements: [button, picker] },
    { type: 'input', label, element: picker },
  ])('is false for %j', (block) => {
    expect(isDrawableInView(block)).toBe(false);
  });
});
