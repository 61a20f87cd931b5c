import { CliError, type ExitCode, exitCodes } from '../errors.ts';
import { isJson } from '../json/text.ts';
import { sentence, type Text } from '../language/sentence.ts';
import type { HttpAnswer } from './transport/types.ts';

/** Statuses by which an API says who asks, or what is there; so do proxies, firewalls and gateways. */
const ofTheWay = [401, 403, 404];

/**
 * The error that a refusal means which did not come from an order system that answers in JSON: a page or
 * a text of a proxy, a firewall or a gateway. It says nothing of the order, nor of the keys. Undefined for
 * what may be the system's own, an answer without a body too. A look can be made again; a change ends as
 * `refusedChange` says: it was refused, by whomever.
 */
export function refusedOnTheWay(
  { status, text, requestId }: HttpAnswer,
  title: string,
  refusedChange?: { exitCode: ExitCode; message: Text },
): CliError | undefined {
  const body = text.trim();
  const isForeign = ofTheWay.includes(status) && body !== '' && !isJson(body);
  if (!isForeign && status !== 407) return undefined;
  const { exitCode, message } = (isForeign ? refusedChange : undefined) ?? {
    exitCode: exitCodes.unreachable,
    message: sentence('Something else answered {status} in place of the API of {title}.', {
      ...{ status, title },
    }),
  };
  return new CliError(exitCode, 'refused_on_the_way', message, {
    details: body === '' ? [] : [body],
    httpStatus: status,
    requestId,
    retryable: exitCode === exitCodes.unreachable,
  });
}
