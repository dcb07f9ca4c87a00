import { useEffect, useState } from 'react';
import type { WorkspaceState } from '../../slack/page-api.ts';
import { getState, listenForChanges } from '../api.ts';
import { coalesced } from './coalesce.ts';

/** The calls of the last second are gone a second later, with no change that would say so. */
const METER_MS = 1000;

export interface Workspace {
  /** Undefined until the first answer. */
  state: WorkspaceState | undefined;
  isConnected: boolean;
}

/** The workspace as `as` sees it, kept up to date. */
export function useWorkspace(as: string | undefined): Workspace {
  const [state, setState] = useState<WorkspaceState>();
  const [isConnected, setConnected] = useState(true);

  useEffect(() => {
    let isCurrent = true;
    let meter: ReturnType<typeof setTimeout> | undefined;

    const refresh = coalesced(async () => {
      clearTimeout(meter);
      const next = await getState(as).catch(() => undefined);
      if (!isCurrent) return;
      setConnected(next !== undefined);
      if (next === undefined) return;
      setState(next);
      if (next.cams.callsInLastSecond > 0) meter = setTimeout(refresh, METER_MS);
    });

    const stop = listenForChanges({ changed: refresh, lost: () => setConnected(false) });
    refresh();
    return () => {
      isCurrent = false;
      clearTimeout(meter);
      stop();
    };
  }, [as]);

  return { state, isConnected };
}
