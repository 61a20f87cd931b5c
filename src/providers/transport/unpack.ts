import { brotliDecompressSync, constants, inflateRawSync, inflateSync, unzipSync } from 'node:zlib';

/**
 * A body as it was before it was packed, by its `content-encoding`; some servers, and proxies before
 * them, pack what was not to be packed. Throws a zlib error for what is not so packed, and for
 * what unpacks to more than `longest` bytes.
 */
export function unpack(body: Buffer, contentEncoding: string, longest: number): Buffer {
  const encodings = contentEncoding.toLowerCase().split(/[\s,]+/);
  return encodings.reduceRight((packed, encoding) => unpackOnce(packed, encoding, longest), body);
}

/** RFC 8878, 3.1.1. Node 20 cannot read it. */
const zstdMagic = 0xfd2fb528;

const unknownPacking = (encoding: string) =>
  Object.assign(new Error(`${encoding} is not known here`), { code: 'Z_UNKNOWN' });

function unpackOnce(body: Buffer, encoding: string, longest: number): Buffer {
  if (body.length === 0) return body;
  const limits = { maxOutputLength: longest };
  // What is there of a body whose trailer is missing is taken, as browsers and fetch do.
  const lenient = { ...limits, finishFlush: constants.Z_SYNC_FLUSH };
  if (encoding === 'br') return brotliDecompressSync(body, limits);
  if (encoding === 'gzip' || encoding === 'x-gzip') return unzipSync(body, lenient);
  if (encoding === 'zstd' && body.length >= 4 && body.readUInt32LE(0) === zstdMagic)
    throw unknownPacking(encoding);
  if (encoding !== 'deflate') return body;
  // RFC 9110, 8.4.1.2: some send the deflate format bare, without zlib's head (whose low bits are 8).
  const isBare = ((body[0] ?? 0) & 0x0f) !== 8;
  return isBare ? inflateRawSync(body, lenient) : inflateSync(body, lenient);
}
