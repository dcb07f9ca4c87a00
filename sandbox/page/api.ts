import type {
  AccountFlow,
  ActionRequest,
  CloseRequest,
  EditFlowRequest,
  HomeRequest,
  OptionsAnswer,
  OptionsRequest,
  SayAnswer,
  SayRequest,
  ShortcutRequest,
  SubmitAnswer,
  SubmitRequest,
  SwitchRequest,
  ViewActionRequest,
  WorkspaceState,
} from '../slack/page-api.ts';

/** What goes to the sandbox's server and comes from it; the paths and shapes are those of `slack/page-api.ts`. */

const RECONNECT_MS = 1000;

async function answerOf(request: Promise<Response>): Promise<Response> {
  const response = await request;
  if (!response.ok) throw new Error(`The sandbox answered ${response.status}`);
  return response;
}

/**
 * The workspace as `as` sees it; as its first person where none is named.
 *
 * @throws when the server does not answer, or knows no such person.
 */
export async function getState(as: string | undefined): Promise<WorkspaceState> {
  const query = as === undefined ? '' : `?${new URLSearchParams({ as })}`;
  // The page's own server, with types of its own: nothing is to be parsed.
  return (await answerOf(fetch(`/sandbox/state${query}`))).json() as Promise<WorkspaceState>;
}

type Failed = { ok: false; error: string };

/** A way to post to a path, with the body and the answer that it has. */
function poster<Request, Answer>(path: string): (request: Request) => Promise<Answer | Failed> {
  return async (request) => {
    try {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(request) });
      return (await response.json()) as Answer;
    } catch {
      return { ok: false, error: 'The sandbox does not answer. Is it still running?' };
    }
  };
}

/** Says something, or gives a slash command. Never rejects, nor does any of the following. */
export const say = poster<SayRequest, SayAnswer>('/sandbox/say');

/** Clicks a button in a message. */
export const act = poster<ActionRequest, SayAnswer>('/sandbox/action');

/** Chooses a shortcut, of a message or of the workspace. */
export const chooseShortcut = poster<ShortcutRequest, SayAnswer>('/sandbox/shortcut');

/** Opens a tab of the app's Home. */
export const openTab = poster<HomeRequest, SayAnswer>('/sandbox/home');

/** Clicks a button in a view, or changes an input that the app wants to hear of. */
export const actInView = poster<ViewActionRequest, SayAnswer>('/sandbox/view/action');

/** Asks the app for the options that a typed text stands for. */
export const getOptions = poster<OptionsRequest, OptionsAnswer>('/sandbox/view/options');

export const submitView = poster<SubmitRequest, SubmitAnswer>('/sandbox/view/submit');

export const closeView = poster<CloseRequest, SayAnswer>('/sandbox/view/close');

/** Sets what can be switched. */
export const setSwitches = poster<SwitchRequest, SayAnswer>('/sandbox/switches');

/** Saves a flow in the account. */
export const editFlow = poster<EditFlowRequest, SayAnswer>('/sandbox/flows');

/** @throws when the server does not give them. */
export async function getFlows(): Promise<AccountFlow[]> {
  return (await answerOf(fetch('/sandbox/flows'))).json() as Promise<AccountFlow[]>;
}

/** The address of a file's bytes, as `as` may have them. */
export function fileHref(fileId: string, as: string, { download = false } = {}): string {
  const query = new URLSearchParams(download ? { as, download: '1' } : { as });
  return `/sandbox/files/${encodeURIComponent(fileId)}?${query}`;
}

/** @throws when the server does not give the file. */
export async function getFileText(fileId: string, as: string): Promise<string> {
  return (await answerOf(fetch(fileHref(fileId, as)))).text();
}

export interface ChangeListeners {
  /** A state may differ from the one that was got last; also called when a lost connection is back. */
  changed: () => void;
  lost: () => void;
}

/** Listens until the function it gives back is called. A lost connection is taken up again. */
export function listenForChanges({ changed, lost }: ChangeListeners): () => void {
  let source: EventSource;
  let retry: ReturnType<typeof setTimeout> | undefined;

  function connect(): void {
    source = new EventSource('/sandbox/changes');
    source.onopen = changed;
    source.onmessage = changed;
    source.onerror = () => {
      lost();
      // After a break the browser reconnects by itself; after an answer that is no event stream it gives up.
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(connect, RECONNECT_MS);
    };
  }

  connect();
  return () => {
    clearTimeout(retry);
    source.close();
  };
}
