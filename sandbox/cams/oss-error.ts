import type { Reply } from './answer.ts';

const escapeXml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/**
 * An error of Alibaba Cloud's object storage (source: "Error responses" in the documentation of OSS).
 *
 * @param more further elements, by name.
 */
export function ossError(status: number, code: string, message: string, more: Record<string, string> = {}): Reply {
  const elements = Object.entries({ Code: code, Message: message, ...more });
  const lines = elements.map(([name, text]) => `  <${name}>${escapeXml(text)}</${name}>`);
  const body = ['<?xml version="1.0" encoding="UTF-8"?>', '<Error>', ...lines, '</Error>', ''].join('\n');
  return { status, headers: { 'content-type': 'application/xml' }, body };
}
