import type { Language } from './explain/languages.ts';

const variables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'] as const;

const sentences: Readonly<Record<Language, (name: string) => string>> = {
  en: (name) => `${name} is set, but this tool does not use it: it goes to the server directly.`,
  es: (name) =>
    `${name} está definida, pero esta herramienta no la usa: va directamente al servidor.`,
  pt: (name) => `${name} está definida, mas esta ferramenta não a usa: vai direto ao servidor.`,
};

/**
 * That a proxy is named in the environment and not used, where one is: Node 20's fetch knows none. The
 * variable's value stays out of it, for it may hold a password. NO_PROXY alone names no proxy.
 */
export function unusedProxy(
  env: Readonly<Record<string, string | undefined>>,
  language: Language,
): string | undefined {
  const name = variables.find((variable) => (env[variable] ?? '') !== '');
  return name === undefined ? undefined : sentences[language](name);
}
