import { useState } from 'react';
import type { Line } from '../../slack/page-api.ts';
import { say } from '../api.ts';
import { failedLine } from '../text/failed-line.ts';

export interface Saying {
  say: (conversationId: string, text: string) => Promise<void>;
  /** How often something was said, whether it got through or not. */
  count: number;
  /** What Slack's own client would tell this person about what did not get through. */
  failedLines: Line[];
}

/** Says things as one person, whoever that is at the time. */
export function useSay(meId: string | undefined): Saying {
  const [count, setCount] = useState(0);
  const [failed, setFailed] = useState<{ meId: string; line: Line }[]>([]);

  return {
    count,
    failedLines: failed.filter((each) => each.meId === meId).map(({ line }) => line),
    async say(conversationId, text) {
      if (meId === undefined) return;
      setCount((before) => before + 1);
      const answer = await say({ as: meId, conversationId, text });
      if (answer.ok) return;
      const line = failedLine(conversationId, answer.error, Date.now());
      setFailed((before) => [...before, { meId, line }]);
    },
  };
}
