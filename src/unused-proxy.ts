import type { Language } from './explain/languages.ts';

const variables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'] as const;

const sentences: Readonly<Record<Language, (name: string) => string>> = {
  en: (name) => `${name} is set, but this tool does not use it: it goes to the server directly.`,
  es: (name) =>
    `${name} está definida, pero esta herramienta no la usa: va directamente al servidor.`,
  pt: (name) => `${name} está definida, mas esta ferramenta não a usa: vai direto ao servidor.`,
};

type Env = Readonly<Record<string, string | undefined>>;

/** Whether Node sends by way of the environment's proxy: from 22.21 and 24.5 on, when it is told to. */
export function usesEnvProxy(env: Env, nodeVersion: string): boolean {
  const [major = 0, minor = 0] = nodeVersion.replace(/^v/, '').split('.').map(Number);
  const can = major > 24 || (major === 24 && minor >= 5) || (major === 22 && minor >= 21);
  return can && env.NODE_USE_ENV_PROXY === '1';
}

/**
 * That a proxy is named in the environment and not used, where one is: Node's fetch knows none unless
 * it is told to. The variable's value stays out of it, for it may hold a password. NO_PROXY alone
 * names no proxy.
 */
export function unusedProxy(env: Env, language: Language, nodeVersion: string): string | undefined {
  if (usesEnvProxy(env, nodeVersion)) return undefined;
  const name = variables.find((variable) => (env[variable] ?? '') !== '');
  return name === undefined ? undefined : sentences[language](name);
}
