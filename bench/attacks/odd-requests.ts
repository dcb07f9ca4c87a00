import { setTimeout as pause } from 'node:timers/promises';
import { ODD_BODIES, ODD_FORMS, ODD_REQUESTS, postSigned, sendRaw } from '../../test/support/odd-requests.ts';
import { type Attack, again, type Target } from './attack.ts';

const run = ({ url }: Target) =>
  again(async () => {
    await Promise.all(Object.values(ODD_REQUESTS).map((bytes) => sendRaw(url, bytes, 500)));
    await pause(100);
  });

export const oddRequests: readonly Attack[] = [
  { name: 'odd requests', mode: 'HTTP', run },
  { name: 'odd requests', mode: 'Socket Mode', run },
  {
    name: 'signed bodies that are none of Slack’s',
    mode: 'HTTP',
    run: ({ requestUrl, signingSecret }) =>
      again(async () => {
        const form = { signingSecret, contentType: 'application/x-www-form-urlencoded' };
        for (const body of ODD_BODIES) await postSigned(requestUrl, body, { signingSecret }).catch(() => 0);
        for (const body of ODD_FORMS) await postSigned(requestUrl, body, form).catch(() => 0);
        await pause(100);
      }),
  },
];
