import type { WorkspaceState } from '../../slack/page-api.ts';

/** What each operation of the account takes in a second. Source: the operations' documentation. */
const LIMIT = 5;
const SLOTS = Array.from({ length: LIMIT }, (_, index) => index + 1);

/** The limit of the operation that is called most, live: how much of it is used, and that nothing was dropped. */
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
          <dt>Last second, busiest operation</dt>
          <dd>
            {callsInLastSecond} of {LIMIT}
          </dd>
        </div>
        <div>
          <dt>Worst second of an operation</dt>
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
