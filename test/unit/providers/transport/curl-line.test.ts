import { expect, test } from '@jest/globals';
import { curlLine } from '../../../../src/providers/transport/curl-line.ts';
import type { Shell } from '../../../../src/shell/word.ts';

const sent = {
  method: 'POST',
  url: 'https://api.mercadopago.com/v1/orders?a=1&b=%2F',
  headers: new Headers({ authorization: 'Bearer secret', 'x-idempotency-key': `it's` }),
};
const secrets = { authorization: 'Bearer $MP_ACCESS_TOKEN' };
const body = String.raw`{"a":"50% & \"more\"","b":"c:\\"}` + '\n';

/** Backslashes before a double quote are doubled, and the quote gets one of its own. */
const data = String.raw`"{\"a\":\"50% & \\\"more\\\"\",\"b\":\"c:\\\\\"} "`;

/** fish would take two backslashes for one: the first of them stands outside the quotes. */
const inPosix = body.replace('\\\\', `'\\\\'\\`);

test.each<[Shell, string]>([
  [
    'posix',
    `curl -X POST 'https://api.mercadopago.com/v1/orders?a=1&b=%2F' -H "authorization: Bearer $MP_ACCESS_TOKEN" -H 'x-idempotency-key: it'\\''s' --data-raw '${inPosix}'`,
  ],
  [
    'powershell',
    `curl.exe --% -X POST "https://api.mercadopago.com/v1/orders?a=1&b=%2F" -H "authorization: Bearer %MP_ACCESS_TOKEN%" -H "x-idempotency-key: it's" --data-raw ${data}`,
  ],
  [
    'cmd',
    `curl -X POST ^"https://api.mercadopago.com/v1/orders?a=1^&b=^%2F^" -H ^"authorization: Bearer %MP_ACCESS_TOKEN%^" -H ^"x-idempotency-key: it's^" --data-raw ${data.replace(/[%"&]/g, '^$&')}`,
  ],
])('a request as a curl command for %s', (shell, line) => {
  expect(curlLine(sent, body, secrets, shell)).toBe(line);
});
