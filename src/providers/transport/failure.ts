import { english, sentence, textIn, type Label, type Text } from '../../language/sentence.ts';
import { CliError, exitCodes } from '../../errors.ts';
import type { Failure } from './types.ts';

/** What Node says of a certificate that it does not believe (OpenSSL's names); nothing was sent to it. */
const certificates: Readonly<Record<string, Label>> = {
  CERT_HAS_EXPIRED: 'the server’s certificate has expired',
  CERT_NOT_YET_VALID: 'the server’s certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the server’s certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'a certificate in the server’s chain is self-signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the server’s certificate cannot be verified',
  UNABLE_TO_GET_ISSUER_CERT: 'the issuer of the server’s certificate is not known',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the issuer of the server’s certificate is not known',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the server’s certificate is for another host',
  HOSTNAME_MISMATCH: 'the server’s certificate is for another host',
  CERT_SIGNATURE_FAILURE: 'the server’s certificate is not signed by its issuer',
  CERT_REVOKED: 'the server’s certificate was revoked',
  CERT_UNTRUSTED: 'the server’s certificate is not trusted',
  CERT_REJECTED: 'the server’s certificate is not trusted',
  INVALID_CA: 'the server’s certificate was signed by a certificate that may not sign others',
  INVALID_PURPOSE: 'the server’s certificate is not for servers',
  CERT_CHAIN_TOO_LONG: 'the chain of the server’s certificate is too long',
  PATH_LENGTH_EXCEEDED: 'the chain of the server’s certificate is too long',
};

/** Errors of Node and undici that come before a byte of the request was sent. */
const beforeSending: Readonly<Record<string, Label>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'the host name was not found',
  EAI_AGAIN: 'the host name could not be looked up',
  ENETUNREACH: 'the network is unreachable',
  EHOSTUNREACH: 'the host is unreachable',
  EMFILE: 'too many files are open (the limit is `ulimit -n`)',
  ENFILE: 'too many files are open (the limit is `ulimit -n`)',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  ...certificates,
};

const underway: Readonly<Record<string, Label>> = {
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed before the answer was whole',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'the answer stopped midway',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer was cut short',
  ETIMEDOUT: 'no answer in time',
  NOT_TLS: 'the server did not speak TLS (is it https there, and not http?)',
};

/** Something came, and is no answer: the server was reached. */
const unusable: Readonly<Record<string, Label>> = {
  NOT_HTTP: 'the answer was not HTTP',
  NOT_PACKED: 'the answer could not be decompressed',
  TOO_LONG: 'the answer was longer than this tool accepts',
};

/** An order system in this process could not do it, and says why in words for the user. */
export class InProcessError extends Error {
  constructor(
    readonly error: CliError,
    readonly mayBeDone: boolean,
  ) {
    super(error.message, { cause: error });
  }
}

/** There was no connection yet on which a byte of the request could have gone out. */
export class NoConnection extends Error {}

/**
 * A connection that had been kept ended before a byte of the answer came. The server may have closed it
 * before the request, which only another attempt tells: no reason to wait before that.
 */
export class KeptConnectionClosed extends Error {}

/** There was no connection to the proxy: what went wrong is the cause. */
export class ProxyUnreached extends NoConnection {}

/** The proxy made none. */
export class ProxyFailure extends NoConnection {
  constructor(readonly text: Text) {
    super(textIn(english, text));
  }
}

/**
 * Tells what an exception of fetch means. What is not known to come before sending counts as
 * sent: to guess the other way could charge twice.
 */
export function failureOf(
  error: unknown,
  signals: Readonly<Record<'timeout' | 'interruption', { readonly aborted: boolean }>>,
  timeoutMs: number,
): Failure {
  const base = { kind: 'failure', cause: error, interrupted: false } as const;
  const wasConnected = !(error instanceof NoConnection);
  if (signals.interruption.aborted) {
    return {
      ...base,
      interrupted: true,
      mayHaveArrived: wasConnected,
      reason: sentence('interrupted'),
    };
  }
  if (error instanceof InProcessError) {
    const { message } = error;
    const reason = `${message.charAt(0).toLowerCase()}${message.slice(1).replace(/\.$/, '')}`;
    return { ...base, mayHaveArrived: error.mayBeDone, reason, error: error.error };
  }
  if (signals.timeout.aborted) {
    const seconds = timeoutMs / 1000;
    const reason = wasConnected
      ? sentence('no whole answer within {seconds} s', { seconds })
      : sentence('no connection within {seconds} s', { seconds });
    return { ...base, mayHaveArrived: wasConnected, reason };
  }
  if (error instanceof ProxyFailure) {
    return { ...base, mayHaveArrived: false, reason: error.text, help: 'proxies' };
  }
  const causes = codedCauses(error);
  const early = isBadPort(error) || (causes.length > 0 && causes.every(cameBeforeSending));
  const name = causes[0] === undefined ? '' : nameOf(causes[0]);
  const known = beforeSending[name] ?? underway[name] ?? unusable[name];
  const said = known === undefined ? wordsOf(error) : sentence(known);
  const isOfProxy = error instanceof ProxyUnreached;
  const isOutOfFiles = name === 'EMFILE' || name === 'ENFILE';
  const reason =
    isOfProxy && !isOutOfFiles
      ? sentence('the proxy could not be reached ({reason})', { reason: said })
      : said;
  const mayHaveArrived = wasConnected && !early;
  if (!early || !(name in certificates)) {
    const atOnce = error instanceof KeptConnectionClosed;
    const hasAnswered = name in unusable;
    return {
      ...base,
      mayHaveArrived,
      reason,
      ...(atOnce && { atOnce }),
      ...(hasAnswered && { hasAnswered }),
      ...(isOfProxy && { help: 'proxies' }),
      ...(isOutOfFiles && { isOutOfFiles }),
    };
  }
  return { ...base, mayHaveArrived, reason, error: untrusted(reason, error, isOfProxy) };
}

/**
 * What an error says for people. A server that does not go on with TLS sends an alert (RFC 8446, 6.2), in
 * OpenSSL's words; what this folder does not say itself (an error of Node) stays as it is.
 */
function wordsOf(error: unknown): Text {
  const message = lastMessage(error);
  const [, alert] =
    /:(?:ssl|tls)v?[\d.]* (?:alert )?([a-z ]+):.*SSL alert number/s.exec(message) ?? [];
  if (alert !== undefined) return sentence('the server refused TLS ({alert})', { alert });
  return sentence(message as Label);
}

/** The same certificate comes with every attempt: it is for the user to see to it. */
function untrusted(reason: Text, cause: unknown, isOfProxy: boolean): CliError {
  return new CliError(
    exitCodes.unreachable,
    'untrusted_certificate',
    sentence('The server could not be reached: {reason}.', { reason }),
    {
      hint: sentence(
        'Nothing was sent. If a proxy or an authority of your own signs here, name its certificate: NODE_EXTRA_CA_CERTS=/path/to/ca.pem. Else check --base-url, and this machine’s clock.',
      ),
      retryable: false,
      ...(isOfProxy && { help: 'proxies' }),
      cause,
    },
  );
}

/** The gate keeps it back for good: nothing of this attempt was sent. */
export const keptBack = (error: CliError): Failure => ({
  kind: 'failure',
  mayHaveArrived: false,
  interrupted: false,
  reason: error.message.replace(/\.$/, ''),
  error,
  cause: error,
});

/** What may have arrived is not sent again under a key that may be forgotten: it would be done twice. */
export const keyForgotten: Failure = {
  kind: 'failure',
  mayHaveArrived: false,
  interrupted: false,
  reason: sentence('its key may be forgotten by now'),
  cause: undefined,
};

/** The user ended the command before the request was sent; the reason is told of a retry alone. */
export function neverSent(cause: unknown): Failure {
  const reason = sentence('interrupted before it was sent again');
  return { kind: 'failure', mayHaveArrived: false, interrupted: true, reason, cause };
}

/**
 * What a TLS library says of bytes that are none of TLS. A connection that was already there may meet
 * them too, so by themselves they do not tell that nothing was sent.
 */
const notTls =
  /wrong version number|packet length too long|unsupported protocol|alert protocol version|handshake failure|http request/i;

/** The name of an error in the tables above: its code, or that of its family. */
function nameOf({ code = '', message }: NodeJS.ErrnoException): string {
  // node:http says of a connection that was closed that it was reset.
  if (message === 'socket hang up' || message === 'aborted') return 'UND_ERR_SOCKET';
  const isTls = code === 'EPROTO' || code.startsWith('ERR_SSL_');
  if (isTls && notTls.test(message)) return 'NOT_TLS';
  if (code.startsWith('HPE_')) return 'NOT_HTTP';
  if (code.startsWith('Z_') || code.startsWith('ERR_BROTLI') || code.startsWith('ERR__ERROR_')) {
    return 'NOT_PACKED';
  }
  return code === 'ERR_BUFFER_TOO_LARGE' || code === 'ERR_STRING_TOO_LONG' ? 'TOO_LONG' : code;
}

/**
 * What went wrong while connecting came before a byte of the request, under any code. What was read or
 * written had a connection: one that the network lost ends by EHOSTUNREACH too (tcp(7)).
 */
function cameBeforeSending(error: NodeJS.ErrnoException): boolean {
  const { syscall = '' } = error;
  if (['read', 'write'].includes(syscall)) return false;
  return nameOf(error) in beforeSending || syscall === 'connect';
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

/** The message of the innermost error that has one. */
function lastMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error.cause instanceof Error ? lastMessage(error.cause) : '';
  return inner === '' ? error.message : inner;
}
