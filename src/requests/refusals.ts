import type { PlacePreferences } from '../flows/records.ts';

/** The requester waits for so many flows already that these are too many. Nothing was written down. */
export class TooManyWaiting extends Error {
  readonly kind = 'too-many-waiting';
  /** The most that one person may wait for. */
  readonly limit: number;

  constructor(limit: number) {
    super(`One person may wait for ${limit} flows at the most`);
    this.name = 'TooManyWaiting';
    this.limit = limit;
  }
}

/** The request was made of what has been set otherwise meanwhile. Nothing was written down. */
export class PlaceChanged extends Error {
  readonly kind = 'place-changed';
  readonly place: PlacePreferences;

  constructor(place: PlacePreferences) {
    super('The channel or the workspace has set another space or destination');
    this.name = 'PlaceChanged';
    this.place = place;
  }
}
