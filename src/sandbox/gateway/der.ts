/*
 * As much of DER (ITU-T X.690, distinguished encoding rules of ASN.1) as a certificate has. A value is
 * its bytes, with tag and length.
 */

type Der = Buffer;

/** A value under a tag: one byte here, which has class, form and number in it (X.690, 8.1.2). */
function der(tag: number, ...content: readonly Buffer[]): Der {
  const bytes = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), lengthOf(bytes.length), bytes]);
}

/** X.690, 8.1.3: up to 127 in one byte, else the bytes of the number behind their count. */
function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = base(256, length);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

/** The digits of a whole number, the first one first. */
function base(radix: number, number: number): number[] {
  const rest = Math.floor(number / radix);
  return [...(rest === 0 ? [] : base(radix, rest)), number % radix];
}

export const sequence = (...values: readonly Der[]): Der => der(0x30, ...values);
export const set = (...values: readonly Der[]): Der => der(0x31, ...values);
export const truth = (): Der => der(0x01, Buffer.from([0xff]));
export const octets = (bytes: Buffer): Der => der(0x04, bytes);
export const utf8 = (text: string): Der => der(0x0c, Buffer.from(text, 'utf8'));

/** A number that is not negative, big-endian; without a first byte that says nothing (X.690, 8.3). */
export function integer(bytes: Buffer): Der {
  const start = bytes.findIndex((byte) => byte !== 0);
  const short = start < 0 ? Buffer.alloc(1) : bytes.subarray(start);
  return der(
    0x02,
    ((short[0] ?? 0) & 0x80) === 0 ? short : Buffer.concat([Buffer.alloc(1), short]),
  );
}

/** Bits, of which the last `unused` are none (X.690, 8.6). */
export const bits = (bytes: Buffer, unused = 0): Der => der(0x03, Buffer.from([unused]), bytes);

/** `1.2.840.…`: two arcs in the first number, seven bits a byte (X.690, 8.19). */
export function oid(dotted: string): Der {
  const [first = 0, second = 0, ...arcs] = dotted.split('.').map(Number);
  const numbers = [first * 40 + second, ...arcs].flatMap((arc) => {
    const digits = base(128, arc);
    return digits.map((digit, i) => (i < digits.length - 1 ? digit | 0x80 : digit));
  });
  return der(0x06, Buffer.from(numbers));
}

/** Two digits of a year: RFC 5280, 4.1.2.5 wants this form up to 2049. */
export const utcTime = (time: Date): Der =>
  der(
    0x17,
    Buffer.from(
      `${time
        .toISOString()
        .replace(/\..*|[-:T]/g, '')
        .slice(2)}Z`,
      'ascii',
    ),
  );

/** A context-specific tag round bytes that are no values. */
export const tagged = (number: number, bytes: Buffer): Der => der(0x80 | number, bytes);

/** A context-specific tag round values. */
export const taggedValues = (number: number, ...values: readonly Der[]): Der =>
  der(0xa0 | number, ...values);
