/** Bytes that a request to the served sandbox may have: no order is near it. */
export const mostBytes = 1024 * 1024;

/**
 * Names of this machine. A page in a browser whose own name was made to lead here (DNS rebinding) asks
 * under that name, and could otherwise make orders and fill the disk.
 */
const ownName = /^(localhost|([a-z0-9-]+\.)*localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

const refusal = (status: number, message: string): Response =>
  Response.json(
    { error: status, message },
    // What is left of the request is not read.
    { status, headers: { connection: 'close' } },
  );

/**
 * A request as the sandbox takes it, with its body in memory; or what it is answered before anything
 * else is looked at: 421 for another machine's name, 413 for a body that is too large.
 */
export async function guarded(request: Request): Promise<Request | Response> {
  const { headers, method, url } = request;
  const host = headers.get('host') ?? '';
  // What came with TLS came through the gateway, whose clients trust an authority of its own: no page.
  if (!url.startsWith('https:') && !ownName.test(host)) {
    return refusal(421, `The sandbox answers under this machine's own names, and not as ${host}.`);
  }
  if (method === 'GET' || method === 'HEAD') return request;
  const tooLarge = () => refusal(413, `A request has ${mostBytes} bytes at most here.`);
  if (Number(headers.get('content-length') ?? 0) > mostBytes) return tooLarge();
  const body = await readUpTo(mostBytes, request.body).catch(() => null);
  if (body === null) return refusal(400, 'The request ended before its body did.');
  if (body === undefined) return tooLarge();
  return new Request(url, { method, headers, body, signal: request.signal });
}

/** Undefined when there is more; the rest stays unread. */
async function readUpTo(
  most: number,
  body: ReadableStream<Uint8Array> | null,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body?.getReader();
  for (;;) {
    const { value } = (await reader?.read()) ?? {};
    if (value === undefined) break;
    size += value.length;
    if (size > most) return undefined;
    chunks.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
