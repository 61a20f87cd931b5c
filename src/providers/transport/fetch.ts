import type { OnWay, Send, WireRequest } from './types.ts';
import { LightResponse } from './fetch-classes.ts';

/** What ky hands to a fetch: the request, and beside it what ky would make streams of. */
interface Init {
  signal?: AbortSignal | null;
  body?: unknown;
  /** Goes over a connection of its own. */
  fresh?: boolean;
  onWay?: OnWay | undefined;
}

interface FetchRequest {
  url: string;
  method: string;
  headers: Iterable<[string, string]>;
}

/**
 * A `fetch` on the one transport, for ky: a Request without a stream in, a whole Response out. It
 * follows no redirect. It rejects as `send` does, with the errors of the transport.
 */
export const fetchOver =
  (send: Send) =>
  async (
    request: FetchRequest,
    { signal, body, fresh, onWay }: Init = {},
  ): Promise<LightResponse> => {
    const wire: WireRequest = {
      method: request.method as WireRequest['method'],
      url: request.url,
      headers: Object.fromEntries(request.headers),
      ...(typeof body === 'string' && { body }),
      ...(fresh === true && { fresh }),
      ...(onWay && { onWay }),
    };
    const { text, ...answer } = await send(wire, signal ?? new AbortController().signal);
    return new LightResponse(text, answer);
  };
