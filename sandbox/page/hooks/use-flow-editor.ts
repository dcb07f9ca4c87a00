import { useEffect, useState } from 'react';
import type { AccountFlow } from '../../slack/page-api.ts';
import { editFlow, getFlows } from '../api.ts';
import { prettyFlow, withOtherTitle } from '../text/other-title.ts';

export interface FlowEditor {
  flows: AccountFlow[];
  /** Empty while there is no flow yet. */
  flowId: string;
  text: string;
  /** What came of it last. */
  said: { text: string; isError: boolean } | undefined;
  pick: (flowId: string) => void;
  change: (text: string) => void;
  changeTitle: () => void;
  save: () => Promise<void>;
}

/**
 * Edits the flows of the account.
 *
 * @param isOpen the flows are read each time that it opens.
 */
export function useFlowEditor(meId: string, isOpen: boolean): FlowEditor {
  const [flows, setFlows] = useState<AccountFlow[]>([]);
  const [flowId, setFlowId] = useState('');
  const [text, setText] = useState('');
  const [said, setSaid] = useState<FlowEditor['said']>();

  function show(flow: AccountFlow | undefined): void {
    setFlowId(flow?.flowId ?? '');
    setText(prettyFlow(flow?.json ?? ''));
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: only opening reads them anew, not the choice of a flow.
  useEffect(() => {
    if (!isOpen) return;
    let isCurrent = true;
    getFlows().then(
      (found) => {
        if (!isCurrent) return;
        setFlows(found);
        show(found.find((flow) => flow.flowId === flowId) ?? found[0]);
      },
      () => {
        if (isCurrent) setSaid({ text: 'The flows could not be read.', isError: true });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [isOpen]);

  return {
    flows,
    flowId,
    text,
    said,
    pick(picked) {
      setSaid(undefined);
      show(flows.find((flow) => flow.flowId === picked));
    },
    change(typed) {
      setSaid(undefined);
      setText(typed);
    },
    changeTitle() {
      const changed = withOtherTitle(text);
      setSaid(changed === undefined ? { text: 'That flow has no screen.', isError: true } : undefined);
      if (changed !== undefined) setText(changed);
    },
    async save() {
      const answer = await editFlow({ as: meId, flowId, json: text });
      if (!answer.ok) return setSaid({ text: answer.error, isError: true });
      setFlows((before) => before.map((flow) => (flow.flowId === flowId ? { ...flow, json: text } : flow)));
      setSaid({ text: 'Saved. Channels that watch this flow are notified.', isError: false });
    },
  };
}
