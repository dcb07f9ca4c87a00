import type { WorkspaceState } from '../../slack/page-api.ts';

/** What the account's API takes in a second. Source: the documentation of `GetFlowJSONAssest`. */
const LIMIT = 5;
const SLOTS = Array.from({ length: LIMIT }, (_, index) => index + 1);

/** The account's limit, live: how much of it is used, and that nothing was dropped. */
export function Meter({ cams }: { cams: WorkspaceState['cams'] }) {
  const { callsInLastSecond, worstWindow, calls, dropped } = cams;
  return (
    <section className="meter" aria-label="Calls to Alibaba Cloud">
      <h2>Calls to Alibaba Cloud</h2>
      <meter className="visually-hidden" aria-label="Calls in the last second" max={LIMIT} value={callsInLastSecond} />
      <div className={callsInLastSecond > LIMIT ? 'meter-slots is-over' : 'meter-slots'} aria-hidden="true">
        {SLOTS.map((slot) => (
          <span key={slot} className={slot <= callsInLastSecond ? 'is-used' : ''} />
        ))}
      </div>
      <dl>
        <div>
          <dt>Last second</dt>
          <dd>
            {callsInLastSecond} of {LIMIT}
          </dd>
        </div>
        <div>
          <dt>Worst second</dt>
          <dd>
            {worstWindow} of {LIMIT}
          </dd>
        </div>
        <div>
          <dt>Calls</dt>
          <dd>{calls}</dd>
        </div>
        <div>
          <dt>Dropped</dt>
          <dd className={dropped > 0 ? 'is-bad' : ''}>{dropped}</dd>
        </div>
      </dl>
    </section>
  );
}
