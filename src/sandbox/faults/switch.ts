import { sentence } from '../../language/sentence.ts';
import type { Faults } from './apply.ts';
import { type Fault, type FaultHit, spellFault } from './fault.ts';
import { parseFault } from './parse.ts';
import { defaultSeed, planFaults } from './plan.ts';
import type { Sleep } from './slow-body.ts';

/** The faults of a served sandbox, as they are written. */
export interface FaultSetting {
  faults: readonly string[];
  seed: number;
}

/** Faults that can be turned on and off while requests come. */
export interface FaultSwitch extends Faults {
  read(): FaultSetting;
  /** In place of all there are. Each counts from its beginning. Throws a usage error for what is none. */
  write(setting: { faults: readonly string[]; seed?: number }): FaultSetting;
}

interface FaultSwitchOptions {
  faults?: readonly Fault[];
  seed?: number;
  sleep: Sleep;
  onFault?: (firing: FaultHit) => void;
}

export function openFaultSwitch(options: FaultSwitchOptions): FaultSwitch {
  const { faults = [], seed = defaultSeed, sleep, onFault } = options;
  let setting: FaultSetting = { faults: faults.map(spellFault), seed };
  let plan = planFaults(faults, seed);
  return {
    plan: { next: (request) => plan.next(request) },
    sleep,
    onFault,
    read: () => setting,
    write({ faults: texts, seed: next = setting.seed }) {
      const parsed = texts.map((text, i) =>
        parseFault(text, sentence('fault {number}', { number: i + 1 })),
      );
      plan = planFaults(parsed, next);
      setting = { faults: [...texts], seed: next };
      return setting;
    },
  };
}
