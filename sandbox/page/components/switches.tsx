import { useState } from 'react';
import type { FileBlocks, SwitchRequest } from '../../slack/page-api.ts';
import { setSwitches } from '../api.ts';
import { useWorkspaceView } from './workspace-view.ts';

const FILE_BLOCKS: readonly { rule: FileBlocks; label: string }[] = [
  { rule: 'any', label: 'takes all blocks' },
  { rule: 'no-interactive', label: 'refuses buttons' },
  { rule: 'none', label: 'refuses all blocks' },
];

/** What an account's owner, or Slack, may decide otherwise while the bot runs. */
export function Switches() {
  const { me, switches } = useWorkspaceView();
  const [error, setError] = useState<string>();

  async function set(wanted: Omit<SwitchRequest, 'as'>): Promise<void> {
    const answer = await setSwitches({ as: me.id, ...wanted });
    setError(answer.ok ? undefined : answer.error);
  }

  return (
    <section className="switches" aria-label="Switches">
      <h2>Switches</h2>
      {switches.ramPermission !== undefined && (
        <label>
          <input
            type="checkbox"
            checked={switches.ramPermission}
            onChange={({ target }) => set({ ramPermission: target.checked })}
          />
          <span>
            RAM permission <small>{switches.ramPermission ? 'granted' : 'taken away'}</small>
          </span>
        </label>
      )}
      <label>
        <span>Beside a file Slack</span>
        <select
          value={switches.fileBlocks}
          onChange={({ target }) => {
            const found = FILE_BLOCKS.find(({ rule }) => rule === target.value);
            if (found !== undefined) void set({ fileBlocks: found.rule });
          }}
        >
          {FILE_BLOCKS.map(({ rule, label }) => (
            <option key={rule} value={rule}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {error !== undefined && (
        <p className="is-bad" role="alert">
          {error}
        </p>
      )}
    </section>
  );
}
