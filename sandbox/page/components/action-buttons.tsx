import type { Button } from '@slack/types';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { SayAnswer } from '../../slack/page-api.ts';
import { unescapeText } from '../text/mrkdwn.ts';
import { onSandbox } from '../text/preview-link.ts';

interface Props {
  buttons: Button[];
  /** Tells the bot; answers once that has acked. */
  onClick: (actionId: string) => Promise<SayAnswer>;
}

/** Buttons that reach the bot. One that was clicked is busy until the bot has acked the click. */
export function ActionButtons({ buttons, onClick }: Props) {
  const [busyId, setBusyId] = useState<string>();
  const [error, setError] = useState<string>();

  async function click(actionId: string): Promise<void> {
    if (busyId !== undefined) return;
    setBusyId(actionId);
    setError(undefined);
    const answer = await onClick(actionId);
    setBusyId(undefined);
    if (!answer.ok) setError(answer.error);
  }

  return (
    <div className="actions">
      {buttons.map(({ action_id: actionId = '', text, style = 'default', url, accessibility_label: label }) =>
        url === undefined ? (
          <button
            key={actionId}
            type="button"
            className={`button button-${style}`}
            aria-label={label}
            // Not disabled: that would take the keyboard's focus away.
            aria-disabled={busyId !== undefined}
            aria-busy={busyId === actionId}
            onClick={() => click(actionId)}
          >
            {unescapeText(text.text)}
          </button>
        ) : (
          <a
            key={actionId}
            className={`button button-${style}`}
            aria-label={label}
            href={onSandbox(url)}
            target="_blank"
            rel="noreferrer"
            // The link opens either way, and the bot has to ack the click, as in Slack.
            onClick={() => click(actionId)}
          >
            {unescapeText(text.text)}
          </a>
        ),
      )}
      {error !== undefined && (
        <p className="action-error" role="alert">
          <TriangleAlert /> {error}
        </p>
      )}
    </div>
  );
}
