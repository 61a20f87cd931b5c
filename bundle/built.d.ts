/** What loader.cjs knows of the build. */
export interface Built {
  /** Texts of parts that common commands need: the name of the text, and of its parts. */
  common: { name: string; parts: string[] }[];
  /** The archive of the code, and where each of its groups ends. */
  code: { file: string; ends: number[] };
  /** The archives of texts. */
  texts: string;
  pages: string;
}
