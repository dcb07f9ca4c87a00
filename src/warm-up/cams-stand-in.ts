import type { CamsClient } from '../cams/client.ts';

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

export const SAMPLE_FLOW_ID = '1000000000000000';

/** The file, as Alibaba Cloud's storage would have it. */
export const SAMPLE_FILE = Buffer.from(JSON.stringify(FLOW));

/** Alibaba Cloud, as far as a share asks it. Nothing leaves the process. */
export const camsStandIn = (giveWay: () => Promise<void>): CamsClient => ({
  async getFlowJsonAsset() {
    await giveWay();
    return { fileUrl: 'https://example.com/flow.json', requestId: 'warm-up' };
  },
  async getFlow() {
    await giveWay();
    return {
      name: 'Warm-up',
      status: 'PUBLISHED',
      categories: ['APPOINTMENT_BOOKING'],
      jsonVersion: '7.1',
      dataApiVersion: undefined,
      preview: { url: 'https://example.com/preview', expiresAt: undefined },
    };
  },
  async listFlows() {
    await giveWay();
    return [];
  },
});
