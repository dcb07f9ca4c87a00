import { useState } from 'react';
import type { Line, SayAnswer } from '../../slack/page-api.ts';
import { chooseShortcut, say } from '../api.ts';
import { failedLine } from '../text/failed-line.ts';

export interface Saying {
  /** @param threadTs the message in whose thread it is said. */
  say: (conversationId: string, text: string, threadTs?: string) => Promise<void>;
  /** Chooses a shortcut: of a message's menu, or of the workspace's while a conversation is open. */
  choose: (conversationId: string, callbackId: string, messageTs?: string) => Promise<void>;
  /** How often something was said, whether it got through or not. */
  count: number;
  /** What Slack's own client would tell this person about what did not get through. */
  failedLines: Line[];
}

/** Says things as one person, whoever that is at the time. */
export function useSay(meId: string | undefined): Saying {
  const [count, setCount] = useState(0);
  const [failed, setFailed] = useState<{ meId: string; line: Line }[]>([]);

  /** What did not get through is said where the person looks. */
  function report(as: string, conversationId: string, answer: SayAnswer, threadTs?: string): void {
    if (answer.ok) return;
    const line = failedLine(conversationId, answer.error, Date.now(), threadTs);
    setFailed((before) => [...before, { meId: as, line }]);
  }

  return {
    count,
    failedLines: failed.filter((each) => each.meId === meId).map(({ line }) => line),
    async say(conversationId, text, threadTs) {
      if (meId === undefined) return;
      // A reply is written where it is seen.
      if (threadTs === undefined) setCount((before) => before + 1);
      const thread = threadTs === undefined ? {} : { threadTs };
      report(meId, conversationId, await say({ as: meId, conversationId, text, ...thread }), threadTs);
    },
    async choose(conversationId, callbackId, messageTs) {
      if (meId === undefined) return;
      const message = messageTs === undefined ? {} : { message: { conversationId, ts: messageTs } };
      report(meId, conversationId, await chooseShortcut({ as: meId, callbackId, ...message }));
    },
  };
}
