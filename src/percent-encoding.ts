/** The text with its percent-encoded characters (RFC 3986), or as it is where one is none. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
