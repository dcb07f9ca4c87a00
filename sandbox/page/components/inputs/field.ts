/** How an input is named, and what is said about it. */
export interface Field {
  /** Of the input itself, for its label. */
  id: string;
  /** The ID of the label in sight, or else the name itself. */
  labelledBy?: string;
  label?: string;
  /** The IDs of its error and its hint. */
  describedBy?: string | undefined;
  isInvalid: boolean;
  isRequired: boolean;
}

/** The same as attributes. */
export const ariaOf = ({ labelledBy, label, describedBy, isInvalid }: Field) => ({
  'aria-labelledby': labelledBy,
  'aria-label': label,
  'aria-describedby': describedBy,
  'aria-invalid': isInvalid || undefined,
});
