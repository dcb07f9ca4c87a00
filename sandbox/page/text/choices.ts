import type { Option } from '@slack/types';

/** Options to choose from, under a heading or not. */
export interface ChoiceGroup {
  label?: string;
  options: Option[];
}

/** The groups that hold an option with these words in its text or its description, in any case and order. */
export function matchingGroups(groups: readonly ChoiceGroup[], query: string): ChoiceGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = ({ text, description }: Option) => {
    const searched = `${text.text} ${description?.text ?? ''}`.toLowerCase();
    return words.every((word) => searched.includes(word));
  };
  return groups
    .map((group) => ({ ...group, options: group.options.filter(matches) }))
    .filter(({ options }) => options.length > 0);
}

export const isChosen = (chosen: readonly Option[], { value }: Option): boolean =>
  chosen.some((each) => each.value === value);

/**
 * Chooses an option, or gives it back where it was chosen before.
 *
 * @param max how many can be chosen; one more is not taken.
 */
export function toggled(chosen: readonly Option[], option: Option, max = Number.POSITIVE_INFINITY): Option[] {
  if (isChosen(chosen, option)) return chosen.filter(({ value }) => value !== option.value);
  return chosen.length < max ? [...chosen, option] : [...chosen];
}
