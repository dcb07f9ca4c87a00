/** What the page shows, as its address says it: who looks, at which conversation, and at which file in it. */
export interface Place {
  as: string | undefined;
  in: string | undefined;
  file: string | undefined;
}

/** Reads the query of the page's address, as `?as=U1&in=C1`. */
export function placeOf(search: string): Place {
  const query = new URLSearchParams(search);
  const given = (name: keyof Place) => query.get(name) ?? undefined;
  return { as: given('as'), in: given('in'), file: given('file') };
}

/** The address of a place, to be put behind the page's own. */
export function hrefOf(place: Partial<Place>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(place)) if (value !== undefined) query.set(name, value);
  return `?${query}`;
}
