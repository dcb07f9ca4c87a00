import { parseFlowJson } from '../../../../src/flows/json/flow-json.ts';
import { findSecrets } from '../../../../src/redaction/find-secrets.ts';
import { maskJson } from '../../../../src/redaction/mask.ts';
import type { Organisation } from '../../../../src/requests/hold.ts';
import type { SharingSettings } from '../../../../src/settings/types.ts';
import type { ConnectedOrganisations } from '../../../../src/slack/delivery/connected-organisations.ts';
import { createShareGuard } from '../../../../src/slack/delivery/share-guard.ts';
import { silentLog } from '../../support/fakes.ts';

const textOf = (json: string | Uint8Array) => (typeof json === 'string' ? json : Buffer.from(json).toString());

/** The guard of what goes out, without a worker thread. */
export const guardAtOnce = (
  settings: Partial<SharingSettings> = {},
  organisations: readonly Organisation[] | ConnectedOrganisations = [],
) =>
  createShareGuard({
    settings: { secrets: 'ask', sharedChannels: 'ask', ...settings },
    work: {
      findSecrets: async (json) => findSecrets(textOf(json)),
      mask: async ({ json, secrets }) => maskJson(textOf(json), secrets),
      read: async (bytes) => parseFlowJson(bytes),
    },
    organisations: typeof organisations === 'function' ? organisations : async () => organisations,
    log: silentLog,
  });
