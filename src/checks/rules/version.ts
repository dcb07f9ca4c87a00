import { stricterWords } from '../catalogue/texts.ts';
import {
  compareVersions,
  OLDEST_PUBLISHABLE_VERSION,
  RECOMMENDED_VERSION,
  VERSIONS,
  VERSIONS_TAKEN_ON,
} from '../data/versions.ts';
import type { Language } from '../finding.ts';
import { jsonType, type Place } from '../parse/place.ts';
import type { Report } from '../report/collector.ts';

const recommended = RECOMMENDED_VERSION;

/** A version as it was meant, where it is written as a number: 5 is "5.0". */
function versionOf(root: Place): string | undefined {
  const value = root.raw('version');
  if (typeof value === 'string') return value.trim();
  if (typeof value !== 'number') return undefined;
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** "7" means 7.0; of 6.4, which never was, the last one before it is the nearest. */
function meantVersion(version: string): string | undefined {
  const known = VERSIONS.map((candidate) => candidate.version);
  const digits = /\d+(\.\d+)?/.exec(version)?.[0];
  if (digits === undefined) return undefined;
  const whole = digits.includes('.') ? digits : `${digits}.0`;
  return known.includes(whole) ? whole : known.findLast((candidate) => compareVersions(candidate, whole) < 0);
}

/**
 * The version is a text, exists, and can still be published (sources: Meta, guides/versioning, reference/versioning and
 * changelogs; the rule that frozen flows go on working: the same).
 *
 * @returns the version that the flow says, for the rules that depend on it
 */
export function checkVersion(root: Place, report: Report, language: Language): string | undefined {
  const place = root.get('version');
  if (!place) {
    report('version-missing', root, { recommended });
    return undefined;
  }
  const version = versionOf(root);
  if (typeof place.value !== 'string') {
    report('version-not-a-text', place, { type: jsonType(place.value), value: version ?? recommended });
    if (version === undefined) return undefined;
  }
  if (version === undefined) return undefined;
  const entry = VERSIONS.find((candidate) => candidate.version === version);
  const newest = VERSIONS.at(-1)?.version ?? recommended;
  if (entry && place.value !== version && typeof place.value === 'string') {
    report('version-unknown', place, { value: place.value, nearest: version, recommended });
  } else if (entry?.frozenSince !== undefined) {
    const later = VERSIONS.filter((candidate) => compareVersions(candidate.version, version) > 0);
    const stricter = stricterWords(
      later.flatMap((candidate) => candidate.stricter),
      language,
    );
    const facts = {
      value: version,
      since: entry.frozenSince,
      oldest: OLDEST_PUBLISHABLE_VERSION,
      recommended,
      stricter,
    };
    report('version-frozen', place, facts);
  } else if (!entry && /^\d{1,3}\.\d{1,3}$/.test(version) && compareVersions(version, newest) > 0) {
    report('version-newer', place, { value: version, newest, taken: VERSIONS_TAKEN_ON });
  } else if (!entry && typeof place.value === 'string') {
    report('version-unknown', place, { value: place.value, nearest: meantVersion(version), recommended });
  }
  return version;
}
