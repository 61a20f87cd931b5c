import { clearInterval, setInterval } from 'node:timers';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/**
 * V8 reads these flags each time it works a limit out, so they count after the start too. What is young
 * gets four times its first room, by two steps, when requests are underway: with half of it, these
 * would be copied twice as often; with twice of it, the peak is 15 MiB higher (docs/batches.md). So
 * little lives in it that to share the copying among threads takes longer than to do it.
 */
export function keepHeapSmall(): { giveRoom: () => void } {
  const room = () =>
    getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0;
  setFlagsFromString('--heap-growing-percent=50');
  setFlagsFromString('--no-parallel-scavenge');
  setFlagsFromString('--semi-space-growth-factor=1');
  let isGiven = false;
  const giveRoom = () => {
    if (isGiven) return;
    isGiven = true;
    const enough = 4 * room();
    setFlagsFromString('--semi-space-growth-factor=2');
    const watch = setInterval(() => {
      if (room() < enough) return;
      setFlagsFromString('--semi-space-growth-factor=1');
      clearInterval(watch);
    }, 10).unref();
  };
  return { giveRoom };
}
