import { IMAGE_BYTES } from '../data/components.ts';
import type { FlowModel } from '../model/flow-model.ts';
import type { Place } from '../parse/place.ts';
import type { Report } from '../report/collector.ts';

interface ImageContext {
  flow: FlowModel;
  report: Report;
  /** Lists take lighter pictures. */
  isInList: boolean;
}

/** The first bytes of the kinds of pictures that people put into flows. */
const SIGNATURES: readonly { kind: string; bytes: RegExp }[] = [
  { kind: 'png', bytes: /^\x89PNG/ },
  { kind: 'jpeg', bytes: /^\xff\xd8\xff/ },
  { kind: 'gif', bytes: /^GIF8/ },
  { kind: 'webp', bytes: /^RIFF[\s\S]{4}WEBP/ },
  { kind: 'bmp', bytes: /^BM/ },
  { kind: 'svg', bytes: /^\s*<(\?xml|svg)/ },
];
const DRAWN: readonly string[] = ['png', 'jpeg'];
const SIGNATURE_CHARACTERS = 32;

const DATA_URL = /^data:([\w.+-]+\/[\w.+-]+)?[^,]{0,80},/i;
const WEB_ADDRESS = /^(https?:)?\/\/|^www\./i;
/** A character that base64 has not, or padding before its end. Each in one pass: a picture may have ten million. */
const NO_BASE64 = /[^A-Za-z0-9+/_\s=-]|=\s*[A-Za-z0-9+/_-]/;
const IN_MARKDOWN = /!\[[^[\]]*\]\(data:image\/([\w.+-]+);base64,([A-Za-z0-9+/]{8,32})/g;

/** The kind of a picture by its first bytes; undefined where they say nothing. */
function kindOf(base64: string): string | undefined {
  const characters = Math.floor(Math.min(base64.length, SIGNATURE_CHARACTERS) / 4) * 4;
  let bytes: string;
  try {
    bytes = atob(base64.slice(0, characters).replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return undefined;
  }
  return SIGNATURES.find(({ bytes: pattern }) => pattern.test(bytes))?.kind;
}

/** The size that a base64 text has when it is decoded, in bytes. */
function decodedBytes(base64: string): number {
  let { length } = base64;
  while (length > 0 && '= \n\r\t'.includes(base64.charAt(length - 1))) length -= 1;
  return Math.floor((length * 3) / 4);
}

const sameKind = (declared: string, found: string) =>
  declared.replace(/^jpg$/, 'jpeg').replace(/^svg\+xml$/, 'svg') === found;

/**
 * A picture is bare base64 of a JPEG or PNG, 300 KB at most, in lists 100 KB from 6.0 on (source: Meta, guides/components,
 * Image and the options of lists, changelog of 6.0). Only the first bytes are decoded.
 */
export function checkImage(text: string, place: Place, name: string, { flow, report, isInList }: ImageContext): void {
  if (WEB_ADDRESS.test(text)) {
    report('image-web-address', place, { name });
    return;
  }
  const prefix = DATA_URL.exec(text);
  if (prefix) {
    report('image-data-prefix', place, { name, found: prefix[0] });
    const declared = prefix[1]?.split('/')[1]?.toLowerCase();
    const found = kindOf(text.slice(prefix[0].length));
    if (declared && found && !sameKind(declared, found)) {
      report('image-format', place, { declared, found }, { variant: 'declared' });
    }
    return;
  }
  if (NO_BASE64.test(text)) {
    report('image-not-base64', place, { name });
    return;
  }
  const found = kindOf(text);
  if (found !== undefined && !DRAWN.includes(found)) report('image-format', place, { found });
  const listBytes = flow.version.demands('6.0') ? IMAGE_BYTES.inList : IMAGE_BYTES.inListBefore60;
  const most = isInList ? listBytes : IMAGE_BYTES.image;
  const bytes = decodedBytes(text);
  if (bytes > most) report('image-too-large', place, { size: Math.ceil(bytes / 1024), max: most / 1024 });
}

/**
 * Pictures in the Markdown of a RichText do have the prefix, and it has to say what they are (source: Meta,
 * guides/components, RichText).
 */
export function checkMarkdownImages(text: string, place: Place, report: Report): void {
  if (!text.includes('](data:')) return;
  for (const [, declared = '', base64 = ''] of text.matchAll(IN_MARKDOWN)) {
    const found = kindOf(base64);
    if (found === undefined) report('image-format', place, { declared }, { variant: 'declared-unknown' });
    else if (!sameKind(declared.toLowerCase(), found))
      report('image-format', place, { declared, found }, { variant: 'declared' });
    if (found === undefined || !sameKind(declared.toLowerCase(), found)) return;
  }
}
