const SCREENS = 62;
/** The most options a Dropdown may have (source: "Dropdown" in Meta's Flow JSON reference). */
const OPTIONS = 200;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const PARTS = ['Brake pad', 'Oil filter', 'Air filter', 'Wiper blade', 'Spark plug', 'Drive belt', 'Head lamp'];
const FITS = ['hatchback', 'saloon', 'estate', 'van', 'pick-up'];

/** Screen IDs may hold letters and underscores only. */
const screenId = (index: number) =>
  `PARTS_${LETTERS[Math.floor(index / LETTERS.length)] ?? ''}${LETTERS[index % LETTERS.length] ?? ''}`;

function options(screen: number) {
  return Array.from({ length: OPTIONS }, (_, index) => {
    const number = screen * OPTIONS + index;
    const part = PARTS[number % PARTS.length];
    const fit = FITS[number % FITS.length];
    return {
      id: `part_${String(number).padStart(6, '0')}`,
      title: `${part} no. ${number}`,
      description: `${part} for a ${fit}, built from ${1990 + (number % 35)} on; dispatched within ${1 + (number % 5)} working days from the central warehouse.`,
    };
  });
}

/** Every screen's choice, for the last one to send. */
const partRefs = Array.from({ length: SCREENS }, (_, index): [string, string] => [
  `part_${index + 1}`,
  `\${screen.${screenId(index)}.form.part}`,
]);

function screen(index: number) {
  const isLast = index === SCREENS - 1;
  const action = isLast
    ? { name: 'complete', payload: Object.fromEntries(partRefs) }
    : { name: 'navigate', next: { type: 'screen', name: screenId(index + 1) }, payload: {} };
  return {
    id: screenId(index),
    title: `Spare parts, page ${index + 1}`,
    ...(isLast ? { terminal: true, success: true } : {}),
    layout: {
      type: 'SingleColumnLayout',
      children: [
        { type: 'Dropdown', name: 'part', label: 'Part', required: false, 'data-source': options(index) },
        { type: 'Footer', label: isLast ? 'Order' : 'Next page', 'on-click-action': action },
      ],
    },
  };
}

/** A spare-parts catalogue of a bit over 2 MB: above the 1 MB that Slack takes for a snippet. */
export function largeFlowJson(): string {
  const ids = Array.from({ length: SCREENS }, (_, index) => screenId(index));
  const routingModel = Object.fromEntries(ids.map((id, index) => [id, ids.slice(index + 1, index + 2)]));
  return JSON.stringify({ version: '7.1', routing_model: routingModel, screens: ids.map((_, index) => screen(index)) });
}
