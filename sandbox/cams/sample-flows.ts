import { readFileSync } from 'node:fs';

/** Meta's states of a flow; the API gives them as they are. */
export type FlowStatus = 'DRAFT' | 'PUBLISHED' | 'DEPRECATED' | 'BLOCKED' | 'THROTTLED';

export interface SampleFlow {
  flowId: string;
  name: string;
  status: FlowStatus;
  /** Meta's categories, as `APPOINTMENT_BOOKING`. */
  categories: string[];
  /** Without line breaks: to make it readable is the bot's work. */
  json: string;
}

function readFlow(file: string): string {
  const text = readFileSync(new URL(`flows/${file}.json`, import.meta.url), 'utf8');
  return JSON.stringify(JSON.parse(text));
}

/** The flows of a made-up account; every ID, name and business is invented. */
export const SAMPLE_FLOWS: readonly SampleFlow[] = [
  {
    flowId: '1706000000000001',
    name: 'Clinic appointment',
    status: 'PUBLISHED',
    categories: ['APPOINTMENT_BOOKING'],
    json: readFlow('clinic-appointment'),
  },
  {
    flowId: '17b6e2c94f0a4d1f8a3c5d7e90b12f34',
    name: '商店会员注册 🛍️',
    status: 'PUBLISHED',
    categories: ['SIGN_UP'],
    json: readFlow('shop-sign-up'),
  },
  {
    flowId: '170600000000000203',
    name: 'Home insurance quote',
    status: 'THROTTLED',
    categories: ['LEAD_GENERATION'],
    json: readFlow('insurance-quote'),
  },
  {
    flowId: '17060000000000304',
    name: 'Delivery feedback',
    status: 'DEPRECATED',
    categories: ['SURVEY'],
    json: readFlow('delivery-feedback'),
  },
  {
    flowId: '17b6a07d3e584c29b1f6420c8d9e7a55',
    name: 'Loyalty enrolment',
    status: 'DRAFT',
    categories: ['SIGN_UP', 'OTHER'],
    json: readFlow('loyalty-enrolment'),
  },
  {
    flowId: '1706000000000406',
    name: 'Broadband repair',
    status: 'BLOCKED',
    categories: ['CUSTOMER_SUPPORT'],
    json: readFlow('broadband-repair'),
  },
  {
    flowId: '17b60f1c2d3e4a5b6c7d8e9fa0b1c2d3',
    name: 'Motor claim',
    status: 'PUBLISHED',
    categories: ['CUSTOMER_SUPPORT'],
    json: readFlow('motor-claim'),
  },
];
