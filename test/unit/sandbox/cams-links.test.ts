import { describe, expect, it } from 'vitest';
import { linkProblem, signedLink } from '../../../sandbox/cams/links.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const link = () => new URL(signedLink('http://127.0.0.1:8080', '/flow-assets/1706.json', NOW + 60_000));

function changed(name: string, value: string): URL {
  const url = link();
  url.searchParams.set(name, value);
  return url;
}

describe('a signed link', () => {
  it('has the query of OSS', () => {
    expect(link().origin + link().pathname).toBe('http://127.0.0.1:8080/flow-assets/1706.json');
    expect([...link().searchParams.keys()]).toEqual(['Expires', 'OSSAccessKeyId', 'Signature']);
    expect(link().searchParams.get('Expires')).toBe(String(NOW / 1000 + 60));
  });

  it('works until it expires', () => {
    expect(linkProblem(link(), NOW)).toBeUndefined();
    expect(linkProblem(link(), NOW + 59_999)).toBeUndefined();
    expect(linkProblem(link(), NOW + 60_000)).toBe('expired');
  });

  it('cannot be changed', () => {
    const otherFile = link();
    otherFile.pathname = '/flow-assets/1707.json';
    expect(linkProblem(otherFile, NOW)).toBe('tampered');
    expect(linkProblem(changed('Expires', String(NOW)), NOW)).toBe('tampered');
    expect(linkProblem(changed('Signature', 'short'), NOW)).toBe('tampered');
    expect(linkProblem(changed('OSSAccessKeyId', 'another'), NOW)).toBe('unknown-key');
    expect(linkProblem(changed('Signature', ''), NOW)).toBe('unsigned');
  });
});
