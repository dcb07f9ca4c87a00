import type { Severity } from '../finding.ts';

/** What is told of a fault. `{name}` is replaced by the fact of that name. */
export interface RuleTexts {
  message: string;
  fix: string;
  /** In place of `fix` where a name is known that was probably meant: `{nearest}`. */
  fixNearest?: string;
}

/** One rule: how bad, what is told, and for `docs/checks.md` why and from where. */
export interface Rule extends RuleTexts {
  severity: Severity;
  /** The `error` of Meta's validation_errors. */
  metaCode?: string;
  title: string;
  why: string;
  source: string;
  /** The Flow JSON versions that it holds for, where not for all. */
  versions?: string;
  /** The same fault in another place or version: only what differs. `metaCode: null` where Meta has none there. */
  variants?: Readonly<Record<string, RuleVariant>>;
}

export type RuleVariant = Partial<RuleTexts & { severity: Severity; metaCode: string | null }>;

/** Keeps the names of the rules as types. */
export const rules = <Names extends string>(entries: Record<Names, Rule>): Record<Names, Rule> => entries;

/** Where the rules are from. Pages are below developers.facebook.com/documentation/business-messaging/whatsapp/flows/. */
export const SOURCES = {
  versions: 'Meta, guides/versioning and changelogs',
  flow: 'Meta, guides/flowjson',
  components: 'Meta, guides/components',
  media: 'Meta, reference/media_upload',
  errors: 'Meta, reference/error-codes',
  practice: 'Meta, best practices',
  observed: "behaviour of Meta's own web checker, one snapshot",
  field: 'field notes of flow builders',
  json: 'RFC 8259',
} as const;
