import { type ServerResponse, STATUS_CODES } from 'node:http';
import { alreadyAnswered } from '../http-adapter.ts';
import { answer, type Connection, type Faults, type Handle } from './apply.ts';

/** Lets faults happen to the requests of a served sandbox: what is dropped is a real connection. */
export function overSockets(
  handle: Handle,
  faults: Faults,
): (request: Request, outgoing: ServerResponse) => Promise<Response> {
  return async (request, outgoing) => {
    try {
      return await answer(request, handle, socketConnection(outgoing), faults);
    } catch (error) {
      if (request.signal.aborted) return alreadyAnswered; // the client is gone
      throw error;
    }
  };
}

const socketConnection = (outgoing: ServerResponse): Connection => ({
  announce(status) {
    const { socket } = outgoing.req;
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Informational'}\r\n\r\n`);
  },

  drop() {
    outgoing.req.socket.destroy();
    return alreadyAnswered;
  },

  async cut(response) {
    const bytes = new Uint8Array(await response.clone().arrayBuffer());
    if (bytes.length === 0) return response;
    const headers = { ...Object.fromEntries(response.headers), 'content-length': bytes.length };
    outgoing.writeHead(response.status, headers);
    outgoing.write(bytes.subarray(0, bytes.length / 2));
    outgoing.req.socket.destroySoon(); // once the half has left
    return alreadyAnswered;
  },
});
