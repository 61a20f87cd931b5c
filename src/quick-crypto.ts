import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/*
 * Random bytes and SHA-256 without node:crypto, whose loading takes a single command a seventh of the
 * time of an empty node (docs/decisions/0044). Who hashes more (a batch, a server) gets it: it is loaded
 * meanwhile, and its hashes, which are the same ones, are quicker from then on.
 */

/** So many texts are hashed here before node:crypto is loaded. */
const mostHere = 40;
/** So many random bytes are drawn at once. */
const drawn = 1024;

let pool: Buffer = Buffer.alloc(0);
let used = 0;

/** Bytes that nobody can foresee, of the system's own source of them. */
export function randomBytes(size: number): Buffer {
  if (used + size > pool.length) [pool, used] = [draw(Math.max(size, drawn)), 0];
  return pool.subarray(used, (used += size));
}

/** Windows has no such device, nor have some containers. */
function draw(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  return readRandom(bytes) ? bytes : globalThis.crypto.getRandomValues(bytes);
}

/** False where the bytes are not filled, by the device and nothing else of its name. */
function readRandom(bytes: Buffer): boolean {
  try {
    const device = openSync('/dev/urandom', 'r');
    try {
      return fstatSync(device).isCharacterDevice() && readSync(device, bytes) === bytes.length;
    } finally {
      closeSync(device);
    }
  } catch {
    return false;
  }
}

/** A UUID of version 4 (RFC 9562, 5.4). */
export function randomUUID(): string {
  const bytes = randomBytes(16);
  const variant = '89ab'.charAt(bytes.readUInt8(8) & 3);
  const digits = bytes.toString('hex');
  const [a, b, c] = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(13, 16)];
  return `${a}-${b}-4${c}-${variant}${digits.slice(17, 20)}-${digits.slice(20)}`;
}

/** From `min` up to `max`, which it never is: each as likely as any other. At most 2 ** 48 of them. */
export function randomInt(min: number, max: number): number {
  const range = max - min;
  const fair = 2 ** 48 - (2 ** 48 % range);
  let number = fair;
  while (number >= fair) number = randomBytes(6).readUIntBE(0, 6);
  return min + (number % range);
}

/** From 0 up to 1, which it never is, in steps of 1/256. */
export const randomFraction = (): number => randomBytes(1).readUInt8() / 256;

let hashed = 0;
let byNode: ((data: string | Uint8Array) => string) | undefined;

/** The SHA-256 of a text (its UTF-8) or of bytes, in hexadecimal digits. */
export function sha256(data: string | Uint8Array): string {
  if (byNode !== undefined) return byNode(data);
  hashed += 1;
  if (hashed === mostHere) void loadNodes();
  return ownSha256(data);
}

async function loadNodes(): Promise<void> {
  const crypto = await import('node:crypto');
  // In one go where Node has that (20.12 and later): a batch does it several times a row.
  const { hash } = crypto as Partial<Pick<typeof crypto, 'hash'>>;
  byNode =
    hash === undefined
      ? (data) => crypto.createHash('sha256').update(data).digest('hex')
      : (data) => hash('sha256', data, 'hex');
}

/** The first 32 bits of what a number has behind the point. */
const fraction = (number: number): number => (number * 2 ** 32) | 0;

const primes = [2];
for (let n = 3; primes.length < 64; n += 2) if (primes.every((prime) => n % prime)) primes.push(n);
/** FIPS 180-4, 4.2.2 and 5.3.3. */
const constants = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const start = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

/**
 * FIPS 180-4, 6.2, with its names. A single command does this a dozen times, before V8 knows that it is
 * worth compiling: so nothing is called for each word.
 */
export function ownSha256(data: string | Uint8Array): string {
  const message = typeof data === 'string' ? Buffer.from(data) : data;
  const padded = Buffer.alloc(Math.ceil((message.length + 9) / 64) * 64);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer, padded.byteOffset, padded.length);
  view.setBigUint64(padded.length - 8, BigInt(message.length) * 8n);
  const hash = Int32Array.from(start);
  const w = new Int32Array(64);
  for (let block = 0; block < padded.length; block += 64) {
    for (let t = 0; t < 16; t += 1) w[t] = view.getInt32(block + 4 * t);
    addBlock(hash, w);
  }
  hash.forEach((word, i) => view.setInt32(4 * i, word));
  return padded.toString('hex', 0, 32);
}

/** @param w has the 16 words of a block, and room for 48 that follow from them */
function addBlock(hash: Int32Array, w: Int32Array): void {
  for (let t = 16; t < 64; t += 1) {
    const x = w[t - 15] ?? 0;
    const y = w[t - 2] ?? 0;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[t] = s1 + (w[t - 7] ?? 0) + s0 + (w[t - 16] ?? 0);
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash;
  for (let t = 0; t < 64; t += 1) {
    const sum1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = h + sum1 + ((e & f) ^ (~e & g)) + (constants[t] ?? 0) + (w[t] ?? 0);
    const sum0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = sum0 + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  const after = [a, b, c, d, e, f, g, h];
  after.forEach((word, i) => (hash[i] = (hash[i] ?? 0) + word));
}
