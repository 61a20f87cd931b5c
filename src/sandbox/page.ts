import { systemOfHost } from './hosts.ts';
import type { RequestHead } from './http-adapter.ts';

/** Whether a request is for the page of the sandbox: no real system is asked under its names. */
export const isForPage = (request: RequestHead): boolean =>
  /^http:\/\/[^/]*\/(\?.*)?$/.test(request.url) &&
  systemOfHost(new URL(request.url).hostname) === undefined;

const languages = ['en', 'es', 'pt'];

/** The page on which the sandbox is seen and driven. It holds nothing private. */
export async function pageOf({ method, headers }: RequestHead): Promise<Response> {
  const others = { 'x-content-type-options': 'nosniff' };
  if (method !== 'GET' && method !== 'HEAD') {
    return new Response(null, { status: 405, headers: { allow: 'GET, HEAD', ...others } });
  }
  const { default: page } = await import('../pages/sandbox/page.html');
  const language = languageFor(headers.get('accept-language') ?? '');
  return new Response(page.html.replace('<html lang="en">', `<html lang="${language}">`), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      'content-security-policy': page.policy,
      'cache-control': 'no-store',
      vary: 'accept-language',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      ...others,
    },
  });
}

/** The first of the languages that are wished for (RFC 9110, 12.5.4) and spoken here; else English. */
function languageFor(wishes: string): string {
  const tagsByWeight = wishes.split(',').flatMap((wish) => {
    const [, tag = '', quality = '1'] =
      /^\s*([a-z]{2})\b[\w-]*\s*(?:;\s*q=([\d.]+))?\s*$/i.exec(wish) ?? [];
    const known = languages.find((one) => one === tag.toLowerCase());
    return known === undefined || !(Number(quality) > 0)
      ? []
      : [{ known, quality: Number(quality) }];
  });
  return tagsByWeight.sort((a, b) => b.quality - a.quality)[0]?.known ?? 'en';
}
