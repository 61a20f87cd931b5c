import { sentence, type Text } from '../../../language/sentence.ts';
import { usageError } from '../../../errors.ts';
import type { ReceivedRequest } from '../../../providers/mercadopago/notification.ts';

const form = sentence('Write it as "Name: value".');

/** `Name: value`, as `--header` takes it. The value is not repeated: it may be a secret. */
export function parseHeader(text: string): [string, string] {
  const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)$/s.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value.trim()];
  throw usageError(sentence('--header: this is not a header.'), { hint: form });
}

/** A URL or a path with its query. */
export function parseRequestUrl(text: string): string {
  const isForm = /^(https?:\/\/|\/|\?)/i.test(text) && URL.canParse(text, 'http://localhost');
  if (isForm) return text;
  throw usageError(sentence('--url: this is neither a URL nor a path.'), {
    hint: sentence('Write what was asked for, with its query: "/hook?data.id=ORD…&type=order".'),
  });
}

/**
 * A request as it was recorded: as HTTP has it (request line, headers, an empty line, the body), or as
 * JSON with `url`, `headers` (an object, or pairs) and `body`. Throws a usage error for anything else.
 */
export function parseRecorded(text: string): ReceivedRequest {
  if (text.trim() === '') {
    throw unreadable(sentence('it is empty.'));
  }
  return /^\s*\{/.test(text) ? fromJson(text) : fromHttp(text);
}

function fromHttp(text: string): ReceivedRequest {
  const [head = '', ...rest] = text.replace(/^\s+/, '').split(/\r?\n\r?\n/);
  const [line = '', ...lines] = head.split(/\r?\n/).filter((one) => one !== '');
  const [, url] = /^[A-Z]+ (\S+)(?: HTTP\/\d(?:\.\d)?)?\s*$/.exec(line) ?? [];
  if (url === undefined) throw unreadable(sentence('its first line is not a request line.'));
  const headers = lines.map((one, i) => {
    const [, name, value] = /^([^\s:]+):(.*)$/.exec(one) ?? [];
    if (name === undefined || value === undefined) {
      throw unreadable(sentence('line {line} is not a header.', { line: i + 2 }));
    }
    return [name, value.trim()] as const;
  });
  return { url: parseUrl(url), headers, body: rest.join('\n\n') };
}

function fromJson(text: string): ReceivedRequest {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (cause) {
    throw unreadable(sentence('it begins like JSON, but is not JSON.'), cause);
  }
  const { url, path, headers = {}, body } = read as Record<string, unknown>;
  const target = url ?? path;
  if (typeof target !== 'string') throw unreadable(sentence('it has no "url".'));
  const pairs = Array.isArray(headers) ? (headers as unknown[]) : Object.entries(headers ?? {});
  return {
    url: parseUrl(target),
    headers: pairs.flatMap((pair) => {
      if (!Array.isArray(pair))
        throw unreadable(sentence('"headers" is neither an object nor pairs.'));
      const [name, value] = pair as unknown[];
      return [value].flat().map((one) => [String(name), String(one)] as const);
    }),
    body: typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body),
  };
}

function parseUrl(text: string): string {
  if (URL.canParse(text, 'http://localhost')) return text;
  throw unreadable(sentence('its URL is not valid.'));
}

const unreadable = (why: Text, cause?: unknown) =>
  usageError(sentence('stdin does not hold a recorded request: {why}', { why }), {
    hint: sentence(
      'Pipe in the request as it came ({http}, its headers, an empty line, its body), or as JSON: {json}. Or give --url and --header.',
      {
        http: 'POST /hook?data.id=… HTTP/1.1',
        json: '{"url": …, "headers": {…}, "body": …}',
      },
    ),
    cause,
  });
