import { useState } from 'react';
import { useFlowEditor } from '../hooks/use-flow-editor.ts';
import { useWorkspaceView } from './workspace-view.ts';

/** Edits a flow in the account, as its authors do elsewhere: it keeps its ID, and only a watch tells of it. */
export function FlowEditor({ watchPace }: { watchPace: number }) {
  const { me } = useWorkspaceView();
  const [isOpen, setOpen] = useState(false);
  const { flows, flowId, text, said, pick, change, changeTitle, save } = useFlowEditor(me.id, isOpen);
  return (
    <details className="flow-editor" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Edit a flow</summary>
      <p>
        Type <code>/flow-json watch</code> and a flow’s ID, then change that flow here. For watches, time runs{' '}
        {watchPace} times as fast in this sandbox.
      </p>
      <label>
        <span>Flow</span>
        <select value={flowId} onChange={({ target }) => pick(target.value)}>
          {flows.map(({ flowId: id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <textarea
        aria-label="JSON of the flow"
        rows={8}
        spellCheck={false}
        value={text}
        onChange={({ target }) => change(target.value)}
      />
      <button type="button" className="button" onClick={changeTitle}>
        Change the first screen’s title
      </button>
      <button type="button" className="button button-primary" onClick={save}>
        Save
      </button>
      <p className={said?.isError ? 'is-bad' : ''} role="status">
        {said?.text}
      </p>
    </details>
  );
}
