import * as v from 'valibot';
import { CliError, exitCodes, type ExitCode } from '../../errors.ts';
import type { HttpAnswer } from '../http.ts';
import { retryAfterMs } from '../retry.ts';

/** Absent, empty and of another type are one: nothing to tell. */
const text = v.fallback(v.optional(v.pipe(v.string(), v.nonEmpty())), undefined);

/** The Orders API's format: every fault in one list. */
const ordersFormat = v.object({
  errors: v.pipe(
    v.array(
      v.object({
        code: text,
        message: text,
        details: v.fallback(v.array(v.unknown()), []),
      }),
    ),
    v.minLength(1),
  ),
});

/** The format of the older APIs (`/users/me`, `/pos`) and of the gateway before all of them. */
const classicFormat = v.object({
  message: text,
  error: text,
  code: text,
  cause: v.fallback(v.array(v.unknown()), []),
});

interface Fault {
  code: string | undefined;
  message: string | undefined;
  details: string[];
}

/**
 * The error that an answer of 400 and up means: its exit code by the status, its code, sentence and
 * details by the body, in either of the API's two formats or in none (empty, HTML, cut short).
 */
export function apiError(answer: HttpAnswer, now: Date): CliError {
  const { code, message, details } = faultOf(answer.text);
  const name = code ?? `http_${answer.status}`;
  const wait = retryAfterMs(answer.headers, now);
  const told = answer.status === 429 && wait !== undefined;
  return new CliError(exitCodeOf(answer.status), name, sentence(answer.status, message), {
    // The hint is the catalogue's, in the user's language.
    details: [...details, ...(told ? [`Retry-After: ${Math.ceil(wait / 1000)} s`] : [])],
    httpStatus: answer.status,
    requestId: answer.requestId,
    stateConflict: answer.status === 409 && name !== 'idempotency_key_already_used',
    retryable: answer.status === 429 || answer.status >= 500,
    retryAfterMs: wait,
  });
}

function sentence(status: number, message: string | undefined): string {
  if (message === undefined) return `Mercado Pago answered ${status}, without saying why.`;
  return `Mercado Pago answered ${status}: ${message}`;
}

function exitCodeOf(status: number): ExitCode {
  if (status === 401 || status === 403) return exitCodes.notSignedIn;
  if (status === 404) return exitCodes.notFound;
  if (status === 409 || status === 423) return exitCodes.conflict;
  if (status === 408 || status === 429 || status >= 500) return exitCodes.unreachable;
  return exitCodes.refused;
}

function faultOf(body: string): Fault {
  const json = parseJson(body);
  const orders = v.safeParse(ordersFormat, json);
  if (orders.success) {
    const { errors } = orders.output;
    const messages = errors.flatMap((error) => error.message ?? error.code ?? []);
    const details = errors.flatMap((error) => error.details.map(spell));
    return { code: errors[0]?.code, message: messages.join('; ') || undefined, details };
  }
  const classic = v.safeParse(classicFormat, json);
  if (classic.success) {
    const { message, error, code, cause } = classic.output;
    return { code: code ?? error, message: message ?? error, details: cause.map(spell) };
  }
  const start = body.trim();
  return { code: undefined, message: undefined, details: start === '' ? [] : [start] };
}

/** A detail is a string, or in the classic format `{code, description}`. */
function spell(detail: unknown): string {
  if (typeof detail === 'string') return detail;
  const described = v.safeParse(v.object({ description: v.string() }), detail);
  return described.success ? described.output.description : JSON.stringify(detail);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
