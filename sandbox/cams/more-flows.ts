import { SAMPLE_FLOWS, type SampleFlow } from './sample-flows.ts';

/** So many that lists, pickers and Home have pages. */
const ALL = 60;

/** Kinds of flow, each with what a flow of that category looks like: the JSON of a sample flow. */
const KINDS = [
  { name: 'Table booking', category: 'APPOINTMENT_BOOKING', like: 'Clinic appointment' },
  { name: 'Newsletter sign-up', category: 'SIGN_UP', like: 'Loyalty enrolment' },
  { name: 'Stay survey', category: 'SURVEY', like: 'Delivery feedback' },
  { name: 'Mortgage enquiry', category: 'LEAD_GENERATION', like: 'Home insurance quote' },
  { name: 'Meter reading', category: 'CUSTOMER_SUPPORT', like: 'Broadband repair' },
  { name: '门店预约', category: 'APPOINTMENT_BOOKING', like: '商店会员注册 🛍️' },
] as const;
const CITIES = ['Lisbon', 'Kraków', 'São Paulo', 'Nairobi', '深圳', 'Oslo', 'Montréal', 'Jaipur', 'Cádiz'] as const;
const STATUSES = ['PUBLISHED', 'PUBLISHED', 'DRAFT', 'PUBLISHED', 'DEPRECATED'] as const;

/** Half of the IDs are numbers, half hexadecimal, as an account has them. */
const idOf = (number: number) =>
  number % 2 === 0
    ? `1706000000${String(5000 + number).padStart(6, '0')}`
    : `17b6${(number * 0x9e3779b1).toString(16).padStart(14, '0')}${(number * 0x85ebca6b).toString(16).padStart(14, '0')}`;

const sampleLike = (name: string): SampleFlow => {
  const found = SAMPLE_FLOWS.find((flow) => flow.name === name);
  if (found === undefined) throw new Error(`There is no sample flow ${name}`);
  return found;
};

const generated = CITIES.flatMap((city, row) =>
  KINDS.map(({ name, category, like }, column): SampleFlow => {
    const number = row * KINDS.length + column;
    return {
      flowId: idOf(number),
      name: `${name}, ${city}`,
      status: STATUSES[number % STATUSES.length] ?? 'DRAFT',
      categories: [category],
      json: sampleLike(like).json,
    };
  }),
);

/** A busy account: the sample flows first, then flows by kind and city. */
export const MANY_FLOWS: readonly SampleFlow[] = [...SAMPLE_FLOWS, ...generated].slice(0, ALL);
