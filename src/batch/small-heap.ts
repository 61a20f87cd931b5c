import { setFlagsFromString } from 'node:v8';

/**
 * Has garbage collected sooner in this process. What is alive of a batch are a few MB, whatever its
 * length; but by itself V8 lets garbage grow to four times that and more before it looks at it, and
 * gives what is young more and more room, so that a long batch would take half as much memory again
 * as a short one. It costs a batch a tenth of its CPU time.
 *
 * The flags are read each time a limit is worked out, so they count after the start too.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=50');
  setFlagsFromString('--semi-space-growth-factor=1');
}
