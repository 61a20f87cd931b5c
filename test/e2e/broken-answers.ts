import { hangUp, json, type Answer, type Received } from '../helpers/local-server.ts';

export interface ErrorDocument {
  error: {
    code: string;
    exit_code: number;
    retryable: boolean;
    http_status: number | null;
    idempotency_key: string | null;
    details: string[];
    next: string[];
  };
}

/** What `--json` says of an error. */
export const errorOf = (stderr: string) => (JSON.parse(stderr) as ErrorDocument).error;

export const body =
  (status: number, text: string, headers: Record<string, string | number> = {}): Answer =>
  (response) =>
    void response.writeHead(status, headers).end(text);

const silence: Answer = () => undefined;

/** Says how long the body is, and hangs up in the middle of it. */
const cutShort: Answer = (response) => {
  response.writeHead(201, { 'content-type': 'application/json', 'content-length': 500 });
  response.write('{"id":"ORDTST', () => response.socket?.destroy());
};

const stalled: Answer = (response) => {
  response.writeHead(201, { 'content-type': 'application/json' }).write('{"id":');
};

const emptyAnswer = body(201, '');

/** Answers after which nobody knows what became of a change. */
export const lost: readonly (readonly [what: string, answer: Answer])[] = [
  ['a hang-up', hangUp],
  ['silence', silence],
  ['an answer that stops midway', stalled],
  ['an answer cut short', cutShort],
  ['a 500', json(500, { errors: [{ code: '500', message: 'oops', details: [] }] })],
  ['a 502 of a gateway', body(502, '<html><h1>502 Bad Gateway</h1></html>')],
  ['a 504 without a body', body(504, '')],
  ['a login page', body(200, '<!doctype html><title>Wi-Fi</title>')],
  ['an empty 201', emptyAnswer],
  ['half a JSON document', body(201, '{"id":"ORDTST')],
  ['JSON that is no order', body(201, '[{"total_amount":50}]')],
];

/** Answers after which a cancel is not known; one without a body is settled by a look at the order. */
export const lostCancel = lost.filter(([, answer]) => answer !== emptyAnswer);

/** What makes two requests one: their bytes, where they go, and their key. */
export const same = ({ method, url, headers, body: sent }: Received) => ({
  method,
  url,
  key: headers['x-idempotency-key'],
  sent,
});

/** What has no place in a text for people: stacks, and JavaScript's own words. */
export const noSentence = /^\s+(- )?at |undefined|\[object/m;
