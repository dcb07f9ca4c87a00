import type { Answer } from './answer.ts';
import type { ApiCall } from './errors.ts';

/** A file that is asked for. */
export interface AskedFile {
  /** What a good answer would hold. */
  json: string;
  /** The link that was followed. */
  link: string;
  /** Another link to the same file, with nothing wrong. */
  goodLink(): string;
}

/** What goes wrong, and where. */
export type Fault =
  /** The API gives this answer in place of its own. */
  | { kind: 'api'; answer: (call: ApiCall) => Answer }
  /** The API's answer is OK, but its `Data` is changed; undefined: there is none. */
  | { kind: 'data'; change: (data: object) => object | undefined }
  /** The link to the file has expired before it is given out. */
  | { kind: 'expired-link' }
  /** The link is good, and the file server gives this answer. */
  | { kind: 'file'; answer: (file: AskedFile) => Answer };

export interface FaultEntry {
  /** For people: what one will see happen. */
  what: string;
  fault: Fault;
  /** Met by the first call for its flow ID, not by the second, and so on: so that it can be tried again and again. */
  isEveryOther?: true;
}
