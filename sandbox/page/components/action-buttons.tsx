import type { Button } from '@slack/types';
import { useState } from 'react';
import type { Line } from '../../slack/page-api.ts';
import { act } from '../api.ts';
import { WarningIcon } from './icons.tsx';
import { useWorkspaceView } from './workspace-view.ts';

interface Props {
  buttons: Button[];
  blockId: string;
  line: Line;
}

/** Buttons that reach the bot. One that was clicked is busy until the bot has acked the click. */
export function ActionButtons({ buttons, blockId, line }: Props) {
  const { me } = useWorkspaceView();
  const [busyId, setBusyId] = useState<string>();
  const [error, setError] = useState<string>();

  async function click(actionId: string): Promise<void> {
    if (busyId !== undefined) return;
    setBusyId(actionId);
    setError(undefined);
    const { conversationId, ts } = line;
    const answer = await act({ as: me.id, conversationId, messageTs: ts, blockId, actionId });
    setBusyId(undefined);
    if (!answer.ok) setError(answer.error);
  }

  return (
    <div className="actions">
      {buttons.map(({ action_id: actionId = '', text, style = 'default', url }) =>
        url === undefined ? (
          <button
            key={actionId}
            type="button"
            className={`button button-${style}`}
            // Not disabled: that would take the keyboard's focus away.
            aria-disabled={busyId !== undefined}
            aria-busy={busyId === actionId}
            onClick={() => click(actionId)}
          >
            {text.text}
          </button>
        ) : (
          <a key={actionId} className={`button button-${style}`} href={url} target="_blank" rel="noreferrer">
            {text.text}
          </a>
        ),
      )}
      {error !== undefined && (
        <p className="action-error" role="alert">
          <WarningIcon /> {error}
        </p>
      )}
    </div>
  );
}
