/** A call refused: `{"error":{...}}`, or plain text where there is no code. */
export class Refusal extends Error {
  override name = 'Refusal';
  constructor(
    readonly status: number,
    message: string,
    readonly code?: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

export const notFound = (): Refusal => new Refusal(404, 'Order Not Found', 'OMS007');

export const unauthorized = (): Refusal => new Refusal(401, 'Unauthorized access', '1');

// Assumption: the code, and the text that follows the status. Known is the 409 by which
// start-handling refuses an order that is in the wrong status, with OMS003 and a like sentence.
/** The order's status does not allow to cancel it. */
export const notCancelable = (status: string): Refusal =>
  new Refusal(400, `Order status should not be ${status} to perform this action`, 'OMS003');

// Assumption: the code.
export const badRequest = (message: string): Refusal => new Refusal(400, message, 'OMS001');

/** The answer to a refused call, with the format that goes with it. */
export function refusalResponse({ status, code, message, headers }: Refusal): Response {
  if (code === undefined)
    return new Response(message, { status, headers: { ...headers, ...text } });
  return Response.json({ error: { code, message, exception: null } }, { status, headers });
}

const text = { 'content-type': 'text/plain; charset=utf-8' };
