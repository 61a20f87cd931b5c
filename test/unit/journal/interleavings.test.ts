import { rmSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runs } from '../../property/runs.ts';
import type { JournalRequest } from '../../../src/journal/journal.ts';
import { computer, request, type Computer, type Process } from './test-journal.ts';

/** What one process does; `pick` chooses the key or, of a fall, the moment. */
interface Step {
  slot: number;
  kind:
    | 'record'
    | 'again'
    | 'settle'
    | 'batch'
    | 'close'
    | 'unsettled'
    | 'history'
    | 'fall'
    | 'suspect';
  pick: number;
}

/** A request as the processes know it. */
interface Known {
  key: string;
  owner: Process;
  /** `record` has resolved. */
  recorded: boolean;
  /** Its journal is closed, so that it is for others to settle. */
  left: boolean;
  /** It was recorded while its journal was being closed, and may be on either side of that. */
  mayBeLeft: boolean;
  settling: boolean;
  settled: boolean;
  /** Of a batch, which settles it by itself. */
  isRow: boolean;
}

const limits = { segmentBytes: 700, settledFiles: 2 };

const step: fc.Arbitrary<Step> = fc.record({
  slot: fc.nat(2),
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constant('record' as const) },
    { weight: 5, arbitrary: fc.constant('settle' as const) },
    fc.constantFrom('again', 'batch', 'close', 'unsettled', 'history', 'fall', 'suspect' as const),
  ),
  pick: fc.nat(30),
});

/** Steps of a row are taken at the same time, file operation by file operation. */
const rows = fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), { maxLength: 12 });

/** Several processes at work on one journal, and what they were told. */
class World {
  readonly known: Known[] = [];
  private readonly slots: Process[] = [];

  constructor(
    readonly machine: Computer,
    private readonly scheduler: fc.Scheduler,
  ) {}

  async take(row: readonly Step[]): Promise<void> {
    const busy = new Set<string>();
    const works = row.map((one) => this.begin(one, busy));
    await this.scheduler.waitFor(Promise.all(works));
    const closers = row.flatMap(({ kind, slot }) => (kind === 'close' ? [this.slots[slot]] : []));
    for (const one of this.known) one.mayBeLeft ||= closers.includes(one.owner);
  }

  /** Kills every process. */
  end(): void {
    for (const process of this.slots) if (process) this.machine.kill(process);
  }

  private process(slot: number): Process {
    const held = this.slots[slot];
    if (held && !held.disk.isDead) return held;
    if (held) this.machine.kill(held);
    const made = this.machine.start({ limits });
    made.disk.before = (name) => this.scheduler.schedule(Promise.resolve(), `${made.pid} ${name}`);
    return (this.slots[slot] = made);
  }

  /** Of two steps of a row for one key the order would not be known, so there is one only. */
  private begin({ slot, kind, pick }: Step, busy: Set<string>): Promise<unknown> {
    const process = this.process(slot);
    const { journal, disk } = process;
    const choose = (from: Known[]) => {
      const one = from.filter(({ key }) => !busy.has(key))[pick % Math.max(1, from.length)];
      if (one) busy.add(one.key);
      return one;
    };
    const run = (): Promise<unknown> => {
      if (kind === 'fall') return Promise.resolve(disk.dieAfter(pick));
      if (kind === 'suspect') return Promise.resolve(this.machine.alive.delete(process.pid));
      if (kind === 'unsettled') return journal.unsettled();
      if (kind === 'history') return drain(journal.history());
      if (kind === 'close') return this.close(process);
      if (kind === 'record') return this.record(process, `k${this.known.length}`);
      if (kind === 'batch') return this.batch(process);
      const single = this.known.filter((one) => !one.isRow);
      if (kind === 'again') return this.again(process, choose(single));
      return this.settle(process, choose(single.filter((one) => one.recorded)));
    };
    return Promise.race([run(), disk.death]);
  }

  private async record(owner: Process, key: string, row?: Partial<JournalRequest>): Promise<Known> {
    const no = { recorded: false, left: false, mayBeLeft: false, settling: false, settled: false };
    const one = { key, owner, ...no, isRow: row !== undefined };
    this.known.push(one);
    await owner.journal.record(request(key, row));
    one.recorded = true;
    return one;
  }

  /** Four rows, one after the other, each much bigger than its outcome: they are merged as bytes. */
  private async batch(owner: Process): Promise<void> {
    const body = `{"title":"${'x'.repeat(900)}"}`;
    for (let row = 1; row < 5; row += 1) {
      const key = `k${this.known.length}`;
      const one = await this.record(owner, key, { batch: 'days.csv', row, body });
      one.settling = true;
      await owner.journal.settle({ id: key, key, outcome: 'created' });
      one.settled = true;
    }
  }

  private async again(owner: Process, one: Known | undefined): Promise<void> {
    if (one) await this.record(owner, one.key);
  }

  private async settle(by: Process, one: Known | undefined): Promise<void> {
    if (!one) return;
    const all = this.known.filter(({ key }) => key === one.key);
    // While two living processes send under one key, each settles its own.
    const ownOnly = all.some(({ owner }) => owner === by);
    const covered = all.filter(
      ({ owner, left }) => !ownOnly || owner === by || isDead(owner) || left,
    );
    for (const each of all) each.settling = true;
    await by.journal.settle({ key: one.key, outcome: 'created' });
    for (const each of covered) each.settled = true;
  }

  private async close(owner: Process): Promise<void> {
    const before = this.known.filter((one) => one.owner === owner && one.recorded);
    await owner.journal.close();
    for (const one of before) one.left = true;
  }
}

const isDead = ({ disk }: Process) => disk.isDead;

async function drain<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all = [];
  for await (const item of items) all.push(item);
  return all;
}

const count = (keys: readonly string[], key: string) => keys.filter((one) => one === key).length;

/** What a fresh process sees that cannot be. */
async function wrongIn({ machine, known }: World) {
  const { journal } = machine.start({ limits });
  const unsettled = (await journal.unsettled()).map(({ sent }) => sent.key);
  const history = await drain(journal.history());
  const keys = history.map(({ sent }) => sent.key);
  const answered = history.filter(({ settled }) => settled).map(({ sent }) => sent.key);
  const times = history.map(({ sent }) => sent.at);
  const isAbandoned = ({ owner, left }: Known) => isDead(owner) || left;
  const of = (key: string) => known.filter((one) => one.key === key);
  return {
    lost: known
      .map(({ key }) => key)
      .filter((key) => count(keys, key) < of(key).filter(({ recorded }) => recorded).length),
    invented: keys.filter((key) => count(keys, key) > of(key).length),
    forgotten: known
      .filter((one) => one.recorded && isAbandoned(one) && !one.settling)
      .map(({ key }) => key)
      .filter((key) => !unsettled.includes(key)),
    openAgain: unsettled.filter((key) => of(key).every(({ settled }) => settled)),
    foreign: unsettled.filter((key) =>
      of(key).every(
        (one) => machine.alive.has(one.owner.pid) && !isAbandoned(one) && !one.mayBeLeft,
      ),
    ),
    withoutOutcome: known
      .filter(({ settled }) => settled)
      .map(({ key }) => key)
      .filter((key) => !answered.includes(key)),
    madeUp: answered.filter((key) => of(key).every(({ settling }) => !settling)),
    twice: unsettled.filter((key) => count(unsettled, key) > 1),
    inOrder: times.every((at, i) => i === 0 || at <= times[i - 1]!),
  };
}

const right = {
  ...{ lost: [], invented: [], forgotten: [], openAgain: [], foreign: [] },
  ...{ withoutOutcome: [], madeUp: [], twice: [], inOrder: true },
};

test('whatever processes do at the same time, and wherever they die, nothing is lost or made up', async () => {
  await fc.assert(
    fc.asyncProperty(rows, fc.scheduler(), async (plan, scheduler) => {
      const machine = computer();
      const world = new World(machine, scheduler);
      for (const row of plan) {
        await world.take(row);
        expect(await wrongIn(world)).toEqual(right);
      }
      world.end();
      expect(await wrongIn(world)).toEqual(right);
      rmSync(machine.folder, { recursive: true, force: true });
    }),
    runs(150),
  );
}, 120_000);
