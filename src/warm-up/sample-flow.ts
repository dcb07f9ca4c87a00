/** A flow with what most flows have, so that most of what reads, checks and draws flows has its turn. */
const FLOW = {
  version: '7.1',
  screens: [
    {
      id: 'WELCOME',
      title: 'Welcome',
      data: { name: { type: 'string', __example__: 'Ada' } },
      layout: {
        type: 'SingleColumnLayout',
        children: [
          { type: 'TextHeading', text: 'Book a visit' },
          { type: 'TextBody', text: 'It takes a minute.' },
          {
            type: 'Form',
            name: 'visit',
            children: [
              { type: 'TextInput', name: 'email', label: 'Email', 'input-type': 'email', required: true },
              { type: 'DatePicker', name: 'day', label: 'Day' },
              {
                type: 'RadioButtonsGroup',
                name: 'time',
                label: 'Time',
                required: true,
                'data-source': [
                  { id: 'morning', title: 'Morning' },
                  { id: 'evening', title: 'Evening' },
                ],
              },
              {
                type: 'Footer',
                label: 'Continue',
                'on-click-action': {
                  name: 'navigate',
                  next: { type: 'screen', name: 'DONE' },
                  payload: { email: ['$', '{form.email}'].join('') },
                },
              },
            ],
          },
        ],
      },
    },
    {
      id: 'DONE',
      title: 'Done',
      terminal: true,
      data: { email: { type: 'string', __example__: 'ada@example.com' } },
      layout: {
        type: 'SingleColumnLayout',
        children: [
          { type: 'TextBody', text: ['$', '{data.email}'].join('') },
          { type: 'Footer', label: 'Finish', 'on-click-action': { name: 'complete', payload: {} } },
        ],
      },
    },
  ],
};

/** Of the flow with that number, from 0. */
export const sampleFlowId = (number: number): string => String(1_000_000_000_000_000 + number);

/** Its file. Each is another one: of a file that is known, less is done. */
export function sampleFile(number: number): Buffer {
  const [welcome, ...others] = FLOW.screens;
  return Buffer.from(JSON.stringify({ ...FLOW, screens: [{ ...welcome, title: `Welcome ${number}` }, ...others] }));
}
