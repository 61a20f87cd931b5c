import { parseJson } from '../json/text.ts';

/** Fields of an answer that hold a code. */
const codeFields = ['code', 'error', 'status_detail'];

/**
 * What may be a code in a text that was pasted, the likeliest first: the text itself, a code in
 * brackets as this tool prints it, those of a JSON answer, words that are written as codes are, and an
 * HTTP status.
 */
export function codesIn(text: string): string[] {
  const document = parseJson(text);
  if (typeof document === 'object' && document !== null) return codesOf(document);
  const bare = text.trim().replace(/^[\s"'`«“(]+|[\s"'`»”).,;:!]+$/g, '');
  const bracketed = [...text.matchAll(/\[([\w.-]+)\]/g)].map(([, code = '']) => code);
  const written = text.match(/\b[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+\b|\bOMS\d+\b/g) ?? [];
  const status = /\b(?:http\/[\d.]+\s+|(?:status|http|error|code)\b\D{0,8})([1-5]\d\d)\b/i.exec(
    text,
  )?.[1];
  return [bare, ...bracketed, ...written, ...(status === undefined ? [] : [status])];
}

function codesOf(document: unknown): string[] {
  if (Array.isArray(document)) return document.flatMap(codesOf);
  if (typeof document !== 'object' || document === null) return [];
  const entries = Object.entries(document);
  const own = entries.flatMap(([name, value]) =>
    codeFields.includes(name) && typeof value === 'string' ? [value] : [],
  );
  const inner = entries.flatMap(([, value]) => codesOf(value));
  const { status } = document as { status?: unknown };
  return [...own, ...inner, ...(typeof status === 'number' ? [String(status)] : [])];
}
