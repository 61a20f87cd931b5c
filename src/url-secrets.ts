import { percentDecoded } from './percent-encoding.ts';

/**
 * What must not be printed of a text that was meant as a URL, whether it is one or not: all that stands
 * before an `@`, or before what percent-encodes it, with the user name and the password in it.
 */
export function secretsInUrl(text: string): string[] {
  const [, userInfo = ''] =
    /^(?:[a-z][a-z0-9+.-]*:)?[\\/]{2,}(.*)(?:@|%40)/is.exec(text) ??
    /^(.*)(?:@|%40)/s.exec(text) ??
    [];
  if (userInfo === '') return [];
  const password = userInfo.slice(userInfo.indexOf(':') + 1);
  return [`${userInfo}@`, userInfo, password, percentDecoded(password)];
}

/** The same of any word: only what is plainly a password in a URL. */
export const secretsInWord = (word: string): string[] => {
  const [url] = /[a-z][a-z0-9+.-]*:\/\/[^\s/?#]*:[^\s/?#]*@/i.exec(word) ?? [];
  return url === undefined ? [] : secretsInUrl(url);
};
