/**
 * The nth number of a stream, from 0 up to 1: splitmix in 32 bits, whose state after n steps is
 * known without the steps before.
 */
export function draw(stream: number, n: number): number {
  let bits = (stream + Math.imul(n, 0x9e3779b9)) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return ((bits ^ (bits >>> 15)) >>> 0) / 2 ** 32;
}

/** A stream of its own for each name: FNV-1a in 32 bits. */
export function streamOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
