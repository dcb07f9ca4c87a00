import type { SectionBlock } from '@slack/types';
import type { Translate } from '../../../i18n.ts';
import { code, escapeMrkdwn, mrkdwnText } from '../message.ts';
import { jsonVersion } from './outline.ts';
import { knownDetails, type Result } from './result.ts';
import { sizeText } from './size.ts';
import { statusText } from './status.ts';

const MAX_FIELD = 2000;

function facts(t: Translate, { flow, fetched: { flowJson, details: outcome } }: Result): [string, string][] {
  const details = knownDetails(outcome);
  const { version, dataApiVersion, bytes } = flowJson.summary;
  const versions = [
    jsonVersion(t, version ?? details?.jsonVersion),
    (dataApiVersion ?? details?.dataApiVersion)
      ? t('result.dataApiVersion', { version: escapeMrkdwn(dataApiVersion ?? details?.dataApiVersion ?? '') })
      : '',
  ];
  return [
    [t('result.status'), statusText(t, outcome)],
    [t('result.versions'), versions.filter(Boolean).join(', ')],
    [t('result.size'), sizeText(bytes)],
    ...(details?.categories.length
      ? [[t('result.categories'), escapeMrkdwn(details.categories.join(', '))] as [string, string]]
      : []),
    ...(flow.space === undefined ? [] : [[t('result.space'), code(flow.space)] as [string, string]]),
  ];
}

/** Status, versions, size and the like, side by side. */
export const factsPart = (t: Translate, result: Result): SectionBlock[] => [
  {
    type: 'section',
    fields: facts(t, result).map(([label, text]) => mrkdwnText(`*${label}*\n${text}`, MAX_FIELD)),
  },
];
