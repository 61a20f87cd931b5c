/** What a server answers to one request. */
export interface ScriptedAnswer {
  /** Undefined: the connection breaks. */
  status?: number;
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
}

/** One input: a whole command line, with all that the machine has for it. */
export interface FuzzCase {
  argv: readonly string[];
  env?: Readonly<Record<string, string>>;
  stdin?: string;
  /** To requests that read, in turn; the last one for good. */
  reads?: readonly ScriptedAnswer[];
  /** To requests that change something. */
  changes?: readonly ScriptedAnswer[];
  /** Files of the home, by their paths in it. */
  files?: Readonly<Record<string, string | Uint8Array>>;
  /** Columns of the terminal that stdout is; a pipe when left out. */
  columns?: number;
  /** What is wrong with this end, beside what is wrong with any; undefined when nothing is. */
  judge?: (end: End) => string | undefined;
}

/** How a run ended. */
export interface End {
  code: number;
  stdout: string;
  stderr: string;
  /** What was sent: the method and the whole URL. */
  sent: readonly { method: string; url: string; status: number | undefined }[];
}
