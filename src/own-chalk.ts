import type { Chalk as ChalkClass, ChalkInstance } from 'chalk';
import type { OwnStyles } from './terminal/clean-text.ts';

let Chalk: typeof ChalkClass | undefined;

/** Before there are colours: to load chalk takes 2 % of a command's CPU time, and many have none. */
export async function loadChalk(): Promise<void> {
  ({ Chalk } = await import('chalk'));
}

/**
 * chalk, whose sequences count as the tool's own. What it colours is not looked at: another's sequences
 * in there stay another's.
 */
export function ownChalk(level: 0 | 1 | 2 | 3, own: OwnStyles): ChalkInstance {
  return level === 0 || Chalk === undefined ? plain : owned(new Chalk({ level }), own);
}

/** chalk without colours: each of its styles is itself. */
const plain: ChalkInstance = new Proxy((...words: unknown[]) => words.join(' '), {
  get: (_plain, name) => (name === 'level' ? 0 : plain),
}) as unknown as ChalkInstance;

function owned(chalk: ChalkInstance, own: OwnStyles): ChalkInstance {
  // Not a proxy of chalk itself, whose properties may not be given as others than they are.
  const paint = (...words: unknown[]): string => {
    const text = words.join(' ');
    const [open = '', close = ''] = own.claim(chalk('\0')).split('\0');
    if (open === '' || text === '') return text;
    // Within it, what closes another style of the same kind must not close this one.
    return open + text.replaceAll(close, close + open) + close;
  };
  const get = (_paint: unknown, name: string | symbol): unknown => {
    const value: unknown = Reflect.get(chalk, name);
    return typeof value === 'function' ? owned(value as ChalkInstance, own) : value;
  };
  return new Proxy(paint, { get }) as unknown as ChalkInstance;
}
