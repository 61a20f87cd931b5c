export const languages = ['en', 'es', 'pt'] as const;
export type Language = (typeof languages)[number];

/** The language of a tag such as `pt-BR`; undefined for those that the pages do not speak. */
export const languageOf = (tag: string): Language | undefined =>
  languages.find((one) => one === tag.trim().slice(0, 2).toLowerCase());
