/** A flow that looks like one, laid out as the console does, of about so many megabytes. */
export function bigFlow(megabytes: number, version: number): string {
  const screens: unknown[] = [];
  const routes: Record<string, string[]> = {};
  let size = 0;
  for (let index = 0; size < megabytes * 1_000_000; index += 1) {
    const fields = Array.from({ length: 12 }, (_, field) => ({
      type: 'TextInput',
      name: `field_${index}_${field}`,
      label: `Label of field ${field} on screen ${index}`,
      required: field % 2 === 0,
      'helper-text': `Please fill in ${field}${index % 50 === 0 ? `, version ${version}` : ''}`,
    }));
    const footer = { type: 'Footer', label: 'Continue', 'on-click-action': { name: 'complete', payload: {} } };
    const screen = {
      id: `SCREEN_${index}`,
      title: `Screen ${index}`,
      layout: { type: 'SingleColumnLayout', children: [...fields, footer] },
    };
    screens.push(screen);
    routes[screen.id] = [`SCREEN_${index + 1}`];
    // Deeper in the file each line is indented by four spaces more.
    const text = JSON.stringify(screen, null, 2);
    size += text.length + 4 * text.split('\n').length;
  }
  return JSON.stringify({ version: '7.1', routing_model: routes, screens }, null, 2);
}
