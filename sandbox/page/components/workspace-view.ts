import { createContext, useContext } from 'react';
import type { WorkspaceState } from '../../slack/page-api.ts';

const WorkspaceView = createContext<WorkspaceState | undefined>(undefined);

export const WorkspaceViewProvider = WorkspaceView.Provider;

/**
 * The workspace as the person who looks sees it, for components deep in a message.
 *
 * @throws outside of `WorkspaceViewProvider`.
 */
export function useWorkspaceView(): WorkspaceState {
  const state = useContext(WorkspaceView);
  if (state === undefined) throw new Error('useWorkspaceView needs a WorkspaceViewProvider around it');
  return state;
}
