/**
 * qrcode-terminal publishes no types. Its own drawing is not used (a quiet zone of one module, no
 * colours in its small mode); these are the parts of its generator that are.
 */
declare module 'qrcode-terminal/vendor/QRCode/index.js' {
  export interface BitBuffer {
    put(value: number, bits: number): void;
  }
  export interface EncodedSegment {
    mode: number;
    /** The number of characters. */
    getLength(): number;
    /** Writes the characters, without the segment's head. */
    write(buffer: BitBuffer): void;
  }
  export default class QRCode {
    constructor(typeNumber: number, errorCorrectLevel: number);
    readonly dataList: EncodedSegment[];
    make(): void;
    getModuleCount(): number;
    isDark(row: number, column: number): boolean;
  }
}

declare module 'qrcode-terminal/vendor/QRCode/QRErrorCorrectLevel.js' {
  const levels: { readonly L: number; readonly M: number; readonly Q: number; readonly H: number };
  export default levels;
}

declare module 'qrcode-terminal/vendor/QRCode/QRRSBlock.js' {
  const blocks: {
    getRSBlocks(typeNumber: number, errorCorrectLevel: number): readonly { dataCount: number }[];
  };
  export default blocks;
}
