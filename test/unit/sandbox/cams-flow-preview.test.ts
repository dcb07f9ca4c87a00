import { describe, expect, it } from 'vitest';
import { flowPreview } from '../../../sandbox/cams/flow-preview.ts';
import { SAMPLE_FLOWS } from '../../../sandbox/cams/sample-flows.ts';

describe('the preview of a flow', () => {
  it.each(SAMPLE_FLOWS)('shows every screen of $name by its title and ID', ({ name, json }) => {
    const flow: { screens: { id: string; title: string }[] } = JSON.parse(json);
    const html = flowPreview(name, flow);
    for (const { id } of flow.screens) expect(html).toContain(`<small>${id}`);
    expect(html.match(/<section>/g)).toHaveLength(flow.screens.length);
  });

  it('escapes what the flow says', () => {
    const heading = { type: 'TextHeading', text: '<script>alert("x")</script>' };
    const field = { type: 'Dropdown', label: '<b>', 'data-source': [{ id: '1', title: '"<i>"' }] };
    const html = flowPreview('<n>', { screens: [{ id: 'A', title: '<t>', layout: { children: [heading, field] } }] });
    expect(html).not.toMatch(/<script|<i>|<t>|<n>|<b><b>/);
    expect(html).toContain('<h3>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;</h3>');
  });

  it('says where a tap leads', () => {
    const children = [
      { type: 'Footer', label: 'Go', 'on-click-action': { name: 'navigate', next: { type: 'screen', name: 'NEXT' } } },
      { type: 'Footer', label: 'End', 'on-click-action': { name: 'complete' } },
    ];
    const html = flowPreview('x', { screens: [{ id: 'A', title: 't', layout: { children } }] });
    expect(html).toContain('Go → NEXT');
    expect(html).toContain('End → done');
  });

  it.each([undefined, 7, [], {}, { screens: 'no' }])('of %j says that there is no screen', (flow) => {
    expect(flowPreview('x', flow)).toContain('This flow has no screen.');
  });
});
