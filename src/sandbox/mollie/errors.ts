import type { Amount } from './money.ts';

const titles = {
  400: 'Bad Request',
  401: 'Unauthorized Request',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
} as const;

interface ProblemFacts {
  /** The parameter that is wrong, with dots: `lines.0.amount`. */
  field?: string;
  /** The amounts that would be right. */
  extra?: { minimumAmount: Amount; maximumAmount: Amount };
  /** Seconds to wait. */
  retryAfter?: number;
}

/** A request refused. `message` is the answer's `detail`. */
export class Problem extends Error {
  override name = 'Problem';
  constructor(
    readonly status: keyof typeof titles,
    detail: string,
    readonly facts: ProblemFacts = {},
  ) {
    super(detail);
  }
}

/** A parameter that is wrong. */
export const unprocessable = (field: string, detail: string, facts: ProblemFacts = {}): Problem =>
  new Problem(422, detail, { ...facts, field });

export const noSuchParameter = (place: 'body' | 'query', name: string): Problem =>
  unprocessable(name, `Non-existent ${place} parameter "${name}" for this API call.`);

/** Mollie tells one problem at a time, unlike the other systems. */
export const problemBody = ({ status, message, facts }: Problem) => ({
  status,
  title: titles[status],
  detail: message,
  ...(facts.field !== undefined && { field: facts.field }),
  ...(facts.extra && { extra: facts.extra }),
  _links: {
    documentation: {
      href: 'https://docs.mollie.com/overview/handling-errors',
      type: 'text/html',
    },
  },
});
