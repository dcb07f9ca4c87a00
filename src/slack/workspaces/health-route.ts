import type { CustomRoute } from '@slack/bolt';

/** What a supervisor asks: the process answers HTTP. */
export const healthRoute: CustomRoute = {
  path: '/health',
  method: ['GET'],
  handler: (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
  },
};
