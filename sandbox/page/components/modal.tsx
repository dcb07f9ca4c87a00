import { TriangleAlert, X } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useEffect, useId, useState } from 'react';
import type { Conversation, View } from '../../slack/page-api.ts';
import { closeView, submitView } from '../api.ts';
import { useDialog } from '../hooks/use-dialog.ts';
import { useView, type ViewInUse } from '../hooks/use-view.ts';
import { missingBlocks } from '../text/view-state.ts';
import { ViewBlocks } from './view-blocks.tsx';
import { useWorkspaceView } from './workspace-view.ts';

/** As Slack's own client says it, before the app is asked. */
const MISSING = 'Please complete this required field.';

interface Props {
  view: View;
  /** Whether no other modal is above it. */
  isTop: boolean;
  /** The conversation that is open. */
  current: Conversation;
}

/** A modal of the app: what it holds, what is wrong with it, and the two ways out. */
export function Modal({ view, isTop, current }: Props) {
  const { me } = useWorkspaceView();
  const titleId = useId();
  const formId = useId();
  const dialog = useDialog(view.hash);
  const inUse = useView(view, me.id, current);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [error, setError] = useState<string>();
  /** How often there were errors. */
  const [errorCount, setErrorCount] = useState(0);
  /** Sent, and not yet answered, or answered and about to go away. */
  const [isBusy, setBusy] = useState(false);

  // Still here, with something new in it or the modal above gone: it is in use again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is their change that says so.
  useEffect(() => setBusy(false), [view.hash, isTop]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once each time that errors came, not when one went.
  useEffect(() => {
    dialog.current?.querySelector<HTMLElement>('.is-invalid :is(input, textarea)')?.focus();
  }, [errorCount, dialog]);

  function showErrors(found: Record<string, string>): void {
    setErrors(found);
    setErrorCount((before) => before + 1);
  }

  function change(...[blockId, actionId, state]: Parameters<ViewInUse['change']>): void {
    // What was wrong is about to be put right.
    setErrors(({ [blockId]: _, ...rest }) => rest);
    inUse.change(blockId, actionId, state);
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isBusy || view.submit === undefined) return;
    const missing = missingBlocks(view.blocks, inUse.values);
    showErrors(Object.fromEntries(missing.map((blockId) => [blockId, MISSING])));
    setError(undefined);
    if (missing.length > 0) return;
    setBusy(true);
    const { values } = inUse;
    const answer = await submitView({ as: me.id, viewId: view.id, values, conversationId: current.id });
    if (answer.ok) return;
    setBusy(false);
    if ('errors' in answer) showErrors(answer.errors);
    else setError(answer.error);
  }

  async function close(): Promise<void> {
    const answer = await closeView({ as: me.id, viewId: view.id });
    if (!answer.ok) setError(answer.error);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    void close();
  }

  // An error of a block that this page cannot find would be seen by nobody.
  const known = new Set(view.blocks.map(({ block_id }) => block_id));
  const stray = Object.entries(errors).flatMap(([blockId, text]) => (known.has(blockId) ? [] : [text]));
  const shown = [error, inUse.error, ...stray].filter((text) => text !== undefined);

  return (
    <dialog
      ref={dialog}
      className={isTop ? 'modal' : 'modal is-below'}
      aria-labelledby={titleId}
      aria-hidden={isTop ? undefined : true}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        // The browser would close it by itself: it closes when the workspace says so.
        event.preventDefault();
        void close();
      }}
    >
      <header className="modal-head">
        <h2 id={titleId}>{view.title}</h2>
        <button type="button" className="modal-dismiss" aria-label="Dismiss" title="Dismiss" onClick={close}>
          <X />
        </button>
      </header>
      <form id={formId} className="modal-body" noValidate onSubmit={submit}>
        <ViewBlocks inUse={{ ...inUse, change }} errors={errors} />
      </form>
      {shown.length > 0 && (
        <p className="view-error" role="alert">
          <TriangleAlert /> {shown.join(' ')}
        </p>
      )}
      <footer className="modal-foot">
        <button type="button" className="button" onClick={close}>
          {view.close ?? (view.submit === undefined ? 'Close' : 'Cancel')}
        </button>
        {view.submit !== undefined && (
          <button
            type="submit"
            form={formId}
            className="button button-primary"
            aria-disabled={isBusy}
            aria-busy={isBusy}
          >
            {view.submit}
          </button>
        )}
      </footer>
    </dialog>
  );
}
