import type { Option } from '@slack/types';
import { useEffect, useRef, useState } from 'react';
import type { OptionsAnswer } from '../../slack/page-api.ts';

/** The app is asked once typing has rested for so long. */
const DEBOUNCE_MS = 200;

export type ExternalOptions =
  | { status: 'waiting'; missing: number }
  | { status: 'loading' }
  | { status: 'failed'; error: string }
  | { status: 'ready'; options: Option[] };

/**
 * The options that the app has for a typed text.
 *
 * @param query undefined while nobody looks.
 * @param minLength so many characters are typed before the app is asked.
 */
export function useExternalOptions(
  query: string | undefined,
  minLength: number,
  load: (query: string) => Promise<OptionsAnswer>,
): ExternalOptions {
  const [answered, setAnswered] = useState<{ query: string; answer: OptionsAnswer }>();
  const latestLoad = useRef(load);
  useEffect(() => {
    latestLoad.current = load;
  });

  useEffect(() => {
    if (query === undefined || query.length < minLength) return;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const answer = await latestLoad.current(query);
      if (isCurrent) setAnswered({ query, answer });
    }, DEBOUNCE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [query, minLength]);

  const typed = query ?? '';
  if (typed.length < minLength) return { status: 'waiting', missing: minLength - typed.length };
  if (answered === undefined || answered.query !== typed) return { status: 'loading' };
  const { answer } = answered;
  return answer.ok ? { status: 'ready', options: answer.options } : { status: 'failed', error: answer.error };
}
