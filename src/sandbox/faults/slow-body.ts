/** Waits; rejects when the signal aborts. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** A body comes in so many pieces at most. */
const mostPieces = 20;

/**
 * The same answer, whose body takes `ms` milliseconds to come, in pieces of one size. An answer
 * without a body stays as it is.
 */
export async function slowDown(
  response: Response,
  ms: number,
  { sleep, signal }: { sleep: Sleep; signal: AbortSignal },
): Promise<Response> {
  const bytes = new Uint8Array(await response.clone().arrayBuffer());
  if (bytes.length === 0) return response;
  const size = Math.ceil(bytes.length / mostPieces);
  const wait = ms / Math.ceil(bytes.length / size);
  let sentBytes = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await sleep(wait, signal).catch((error: unknown) => {
          throw signal.aborted ? signal.reason : error; // as a fetch words it
        });
        controller.enqueue(bytes.subarray(sentBytes, sentBytes + size));
        sentBytes += size;
        if (sentBytes >= bytes.length) controller.close();
      },
    },
    { highWaterMark: 0 }, // no piece before it is asked for
  );
  return rebuilt(response, body, bytes.length);
}

/** An answer with the head of another, and with the length that this head promises. */
export function rebuilt(
  { status, statusText, headers }: Response,
  body: ReadableStream<Uint8Array> | null,
  length: number,
): Response {
  const copy = new Headers(headers);
  copy.set('content-length', String(length));
  return new Response(body, { status, statusText, headers: copy });
}
