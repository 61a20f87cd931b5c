/** An attempt that ended without a whole answer. */
export interface Failure {
  kind: 'failure';
  /** False only when the request certainly never reached the server. */
  mayHaveArrived: boolean;
  /** The user, not the network, ended it. */
  interrupted: boolean;
  /** For people: `connection refused`, `no answer within 30 s`. */
  reason: string;
  cause: unknown;
}

/** Errors of Node and undici that come before a byte of the request was sent. */
const beforeSending: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'the host name was not found',
  EAI_AGAIN: 'the host name could not be looked up',
  ENETUNREACH: 'the network is unreachable',
  EHOSTUNREACH: 'the host is unreachable',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  CERT_HAS_EXPIRED: 'the server’s certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the server’s certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'a certificate in the server’s chain is self-signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the server’s certificate cannot be verified',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the issuer of the server’s certificate is not known',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the server’s certificate is for another host',
};

const underway: Readonly<Record<string, string>> = {
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed before the answer was whole',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'the answer stopped midway',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer was cut short',
  ETIMEDOUT: 'no answer in time',
};

/**
 * Tells what an exception of fetch means. Whatever is not known to come before sending counts as
 * sent: to guess the other way could charge twice.
 */
export function failureOf(
  error: unknown,
  signals: { timeout: AbortSignal; interruption: AbortSignal },
  timeoutMs: number,
): Failure {
  const base = { kind: 'failure', cause: error, interrupted: false } as const;
  if (signals.interruption.aborted) {
    return { ...base, interrupted: true, mayHaveArrived: true, reason: 'interrupted' };
  }
  if (signals.timeout.aborted) {
    return {
      ...base,
      mayHaveArrived: true,
      reason: `no whole answer within ${timeoutMs / 1000} s`,
    };
  }
  const causes = codedCauses(error);
  const early = isBadPort(error) || (causes.length > 0 && causes.every(cameBeforeSending));
  const code = causes[0] === undefined ? '' : codeOf(causes[0]);
  const reason = beforeSending[code] ?? underway[code] ?? lastMessage(error);
  return { ...base, mayHaveArrived: !early, reason };
}

/** The user ended the command before the request was sent. */
export function neverSent(cause: unknown): Failure {
  const reason = 'interrupted before it was sent';
  return { kind: 'failure', mayHaveArrived: false, interrupted: true, reason, cause };
}

/** node:http says of a connection that was closed that it was reset. */
const codeOf = ({ code = '', message }: NodeJS.ErrnoException): string =>
  message === 'socket hang up' || message === 'aborted' ? 'UND_ERR_SOCKET' : code;

/** What went wrong while connecting came before a byte of the request, whatever its code. */
function cameBeforeSending({ code = '', syscall }: NodeJS.ErrnoException): boolean {
  return code in beforeSending || syscall === 'connect';
}

/** Ports that fetch keeps away from (WHATWG Fetch, 2.9), and says so without a code. */
const isBadPort = (error: unknown): boolean => lastMessage(error) === 'bad port';

/** All the errors with a code in a chain of causes; a host with several addresses has several. */
function codedCauses(error: unknown): NodeJS.ErrnoException[] {
  if (!(error instanceof Error)) return [];
  if (error instanceof AggregateError) return error.errors.flatMap(codedCauses);
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code === 'string' && !code.startsWith('ERR_INVALID')) return [error];
  return codedCauses(error.cause);
}

function lastMessage(error: unknown): string {
  let current = error;
  while (current instanceof Error && current.cause instanceof Error) current = current.cause;
  return current instanceof Error ? current.message : String(current);
}
