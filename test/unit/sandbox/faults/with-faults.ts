import { answer, type Connection, type Faults } from '../../../../src/sandbox/faults/apply.ts';
import { rebuilt } from '../../../../src/sandbox/faults/slow-body.ts';

type Fetch = typeof globalThis.fetch;

/**
 * A fetch with the faults of a plan, for tests in process: what a served sandbox does to a socket
 * comes out here as Node's fetch (undici) tells of it. Two things stay behind: announcements (1xx),
 * which a fetch keeps to itself, and redirects, which come back as they are, as with
 * `redirect: 'manual'`.
 */
export function withFaults(fetch: Fetch, faults: Faults): Fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    try {
      return await answer(request, fetch, inProcess, faults);
    } catch (error) {
      throw request.signal.aborted ? request.signal.reason : error;
    }
  };
}

const inProcess: Connection = {
  announce: () => undefined,

  drop() {
    throw failure('fetch failed');
  },

  async cut(response) {
    const bytes = new Uint8Array(await response.clone().arrayBuffer());
    if (bytes.length === 0) return response;
    const parts = [bytes.subarray(0, bytes.length / 2)];
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const part = parts.shift();
          if (part === undefined) controller.error(failure('terminated'));
          else controller.enqueue(part);
        },
      },
      { highWaterMark: 0 },
    );
    return rebuilt(response, body, bytes.length);
  },
};

/** As undici words it when the other side closes; the code is what clients go by. */
function failure(message: string): TypeError {
  const cause = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
  cause.name = 'SocketError';
  return new TypeError(message, { cause });
}
