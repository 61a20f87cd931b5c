import type { Collection, Store, StoreOptions } from './store.ts';

/** A store that is gone with its process. Its records are kept as text, as those on disk are. */
export function openMemoryStore({ onWrite }: Pick<StoreOptions, 'onWrite'> = {}): Store {
  const kinds = new Map<string, Map<string, string[]>>();
  return {
    collection<T>(kind: string, { isAside = false } = {}): Collection<T> {
      const versionsOf = (id: string): string[] | undefined => kinds.get(kind)?.get(id);
      const parse = (text: string): T => JSON.parse(text) as T;
      const write = (id: string, version: number, value: T): boolean => {
        const records = kinds.get(kind) ?? new Map<string, string[]>();
        kinds.set(kind, records);
        const versions = records.get(id) ?? [];
        if (versions.length !== version - 1) return false;
        records.set(id, [...versions, JSON.stringify(value)]);
        if (!isAside) onWrite?.();
        return true;
      };
      const read = (id: string) => {
        const versions = versionsOf(id);
        const newest = versions?.at(-1);
        if (versions === undefined || newest === undefined) return undefined;
        return { version: versions.length, value: parse(newest) };
      };
      return {
        read: async (id) => read(id),
        async readFirst(id) {
          const [first] = versionsOf(id) ?? [];
          return first === undefined ? undefined : parse(first);
        },
        write: async (id, version, value) => write(id, version, value),
        insert: async (id, value) => write(id, 1, value),
        async update(id, change) {
          const current = read(id);
          if (current === undefined) return undefined;
          const next = change(current.value);
          if (next !== current.value) write(id, current.version + 1, next);
          return next;
        },
        async *list() {
          const ids = [...(kinds.get(kind)?.keys() ?? [])].sort().reverse();
          for (const id of ids) {
            const record = read(id);
            if (record !== undefined) yield record.value;
          }
        },
      };
    },
    reset: async () => kinds.clear(),
  };
}
