import { randomBytes } from 'node:crypto';
import type { CallArgs } from './call-body.ts';
import { APP_ID, BOT_USER_ID, TEAM_ID } from './emulator.ts';
import type { Handler } from './http.ts';
import type { OrganisationInstall } from './organisation-install.ts';

/** The path of the page on which somebody agrees to install an app. */
export const AUTHORIZE_PATH = '/oauth/v2/authorize';

/** What Slack shows and answers while an app is being installed. */
export interface OAuthPages {
  /** The page. Here everybody agrees at once, and comes back with a code. */
  authorize: Handler;
  /** `oauth.v2.access`: the token for a code, which is good once. */
  access(args: CallArgs): object;
}

export interface OAuthPagesParts {
  organisation: OrganisationInstall;
  botToken: string;
  botScopes: readonly string[];
  /** Whoever installs it. */
  userId: string;
}

/** Source: "Installing with OAuth" in Slack's docs. */
export function createOAuthPages({ organisation, botToken, botScopes, userId }: OAuthPagesParts): OAuthPages {
  const codes = new Set<string>();
  return {
    authorize(_request, response, { searchParams }) {
      const back = new URL(searchParams.get('redirect_uri') ?? '');
      const code = randomBytes(8).toString('hex');
      codes.add(code);
      back.searchParams.set('code', code);
      back.searchParams.set('state', searchParams.get('state') ?? '');
      response.writeHead(302, { location: back.href }).end();
    },

    access(args) {
      if (!codes.delete(String(args.code))) return { ok: false, error: 'invalid_code' };
      const answer = {
        ok: true,
        access_token: botToken,
        token_type: 'bot',
        scope: botScopes.join(','),
        bot_user_id: BOT_USER_ID,
        app_id: APP_ID,
        team: { id: TEAM_ID },
        enterprise: null,
        is_enterprise_install: false,
        authed_user: { id: userId },
      };
      return Object(organisation.amend('oauth.v2.access', undefined, args, answer));
    },
  };
}
