import { sentence } from '../language/sentence.ts';
import { usageError } from '../errors.ts';

/** Why a server cannot listen, as a usage error where the port or the address is to blame. */
export function explainListen(error: Error, port: number, host: string): Error {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return usageError(sentence('Port {port} is taken by another program.', { port }), {
      code: 'port_in_use',
      hint: sentence('Name another port, or port 0 to have a free one picked.'),
      cause: error,
    });
  }
  if (code === 'EACCES') {
    return usageError(sentence('Port {port} may not be opened by this user.', { port }), {
      code: 'port_forbidden',
      hint: sentence('Name a port above 1023, or port 0 to have a free one picked.'),
      cause: error,
    });
  }
  if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') {
    return usageError(sentence('{host} is not an address of this machine.', { host }), {
      code: 'host_not_here',
      hint: sentence('Write 127.0.0.1, or 0.0.0.0 for all addresses that it has.'),
      cause: error,
    });
  }
  return error;
}
