/** What the sandbox needs to know of the machine that it runs on. */
export interface Machine {
  now: () => Date;
  /** Number of this process. */
  pid: number;
  /** Whether a process of this machine is alive; a claim of a dead one may be taken over. */
  isAlive: (pid: number) => boolean;
}
