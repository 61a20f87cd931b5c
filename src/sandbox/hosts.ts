import { sandboxSystems, type SystemName } from './systems.ts';

/** Whether a pattern names this host: the name itself, or `*.name` for all that is below it. */
export function namesHost(pattern: string, host: string): boolean {
  return pattern.startsWith('*.')
    ? host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1
    : host === pattern;
}

/** The hosts of the real systems, which the sandbox answers for. */
export const systemHosts: readonly string[] = sandboxSystems.flatMap(({ hosts }) => hosts);

/** The name of the system whose host this is; undefined for any other. */
export const systemOfHost = (host: string): SystemName | undefined =>
  sandboxSystems.find(({ hosts }) => hosts.some((pattern) => namesHost(pattern, host)))?.name;

/** The name of the system that a request to no host of theirs belongs to, by its path. */
export const systemOfPath = (path: string): SystemName | undefined =>
  sandboxSystems.find(({ owns }) => owns(path))?.name;
