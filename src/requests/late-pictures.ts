/** Pictures that follow what was shared, as they are written down: a crash meanwhile neither loses nor doubles them. */
export interface LatePicturesRecord {
  id: string;
  teamId: string;
  /** JSON: where they go, and how far their sharing got. */
  body: string;
  /** JSON: what is to be drawn. As long as the flows. */
  orders: string;
}

export interface AbandonedPictures extends LatePicturesRecord {
  /** How often it has been taken over, this time included. */
  takeovers: number;
  /** Milliseconds since it was written down. */
  ageMs: number;
}

/** Each function rejects where the database fails. */
export interface LatePictureRecords {
  /** Writes it down as this process's, until it is removed. Where it is there, its body is replaced. */
  begin(record: LatePicturesRecord): Promise<void>;
  /** @returns whether it is still this process's: otherwise another one shares them. */
  setBody(id: string, body: string): Promise<boolean>;
  remove(id: string): Promise<void>;
  /**
   * Lets any process take them over once more in a while. This time counts for no takeover: who gives them back has outlived
   * them. Where it rejects, they are free all the same once their lease has run out.
   */
  release(id: string): Promise<void>;
  /** Takes over what processes that died have left, or gave back, the oldest first. `orders` is empty where they can't be read. */
  claimAbandoned(most: number): Promise<AbandonedPictures[]>;
}
