import type { IncomingMessage } from 'node:http';

export type BodyErrorKind = 'too-large' | 'cut-off' | 'crowded-out';

const MESSAGES: Readonly<Record<BodyErrorKind, string>> = {
  'too-large': 'The body is larger than any of Slack',
  'cut-off': 'The connection ended before the body did',
  'crowded-out': 'Too much was held of bodies that have not come to their end',
};

/** A body that could not be read to its end. */
export class BodyError extends Error {
  readonly kind: BodyErrorKind;

  constructor(kind: BodyErrorKind) {
    super(MESSAGES[kind]);
    this.name = 'BodyError';
    this.kind = kind;
  }
}

export interface BodyLimits {
  /** Bytes of one body. */
  each: number;
  /** Bytes of all bodies that are being read at this moment. */
  together: number;
}

/** @throws {BodyError} */
export type ReadBody = (request: IncomingMessage) => Promise<Buffer>;

interface Reading {
  bytes: number;
  fail(kind: BodyErrorKind): void;
}

/**
 * Reads bodies, and never holds more of them than it may. Where they come to too much together, the largest goes: Slack's
 * are small and come at once, so that it is not Slack who pays for somebody who sends much and slowly.
 */
export function createReadBody({ each, together }: BodyLimits): ReadBody {
  const readings = new Set<Reading>();
  let held = 0;

  function makeRoom(): void {
    while (held > together) {
      let largest: Reading | undefined;
      for (const reading of readings) if (reading.bytes > (largest?.bytes ?? 0)) largest = reading;
      if (largest === undefined) return;
      largest.fail('crowded-out');
    }
  }

  return (request) =>
    new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      const reading: Reading = {
        bytes: 0,
        fail(kind) {
          if (end()) reject(new BodyError(kind));
        },
      };
      /** @returns false where it had ended before. */
      function end(): boolean {
        if (!readings.delete(reading)) return false;
        held -= reading.bytes;
        request.off('data', take);
        // What still comes is read and thrown away: a connection that is simply cut may lose its answer.
        request.resume();
        return true;
      }
      function take(chunk: Buffer): void {
        reading.bytes += chunk.length;
        held += chunk.length;
        chunks.push(chunk);
        if (reading.bytes > each) reading.fail('too-large');
        else makeRoom();
      }
      readings.add(reading);
      request.on('data', take);
      request.once('end', () => {
        if (end()) resolve(Buffer.concat(chunks));
      });
      request.once('error', () => reading.fail('cut-off'));
      request.once('close', () => reading.fail('cut-off'));
    });
}
