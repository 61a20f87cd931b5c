import { sandboxSystems } from './systems.ts';

/** Whether a pattern names this host: the name itself, or `*.name` for all that is below it. */
export function namesHost(pattern: string, host: string): boolean {
  return pattern.startsWith('*.')
    ? host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1
    : host === pattern;
}

/** The hosts of the real systems, which the sandbox answers for. */
export const systemHosts: readonly string[] = sandboxSystems.flatMap(({ hosts }) => hosts);

/** The name of the system whose host this is; undefined for any other. */
export const systemOfHost = (host: string): string | undefined =>
  sandboxSystems.find(({ hosts }) => hosts.some((pattern) => namesHost(pattern, host)))?.name;
