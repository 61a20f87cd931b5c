/** The slowest that it gets, in requests a second. */
const slowest = 0.2;
/** In the first second what was sent is no rate yet: it counts as this much at least. */
const earlyRate = 8;

/**
 * How much of a rate is won back in a second of successes: little near the rate that was refused last,
 * since that is where the limit is, more while far below it, and fast where no limit is in sight.
 */
const steps = { far: 0.1, near: 0.02, open: 3 };
const near = { from: 0.9, to: 1.2 };
/** So many times what was refused once is let through now: the limit is not there any more. */
const wellPast = 1.5;
/** One answer tells too little to speed up by more. */
const mostPerAnswer = 0.2;

/** So few refusals do not slow a batch down: near its limit a server gives some. */
const tolerated = 0.02;
/** Answers that tell whether a slower pace helps. */
const trialAnswers = { least: 4, early: 6, usual: 16, most: 40 };
/** A trial goes no faster than this part of what was refused, and that only where few were refused. */
const trialRate = 0.65;
const few = 0.2;
/** Where a time was named, no trial is made at a lower rate than this: it would take minutes. */
const slowestTrial = 4;
/** Of what is refused more than this, even half the rate is too much. */
const mostByChance = 0.5;
/** At half the rate, so much of a share is the same share. */
const sameShare = 0.75;
/** No more than this is taken for chance. */
const mostChance = 0.35;

/** A pace that was slowed down, to see whether that helps. */
interface Trial {
  /** The rate as it was allowed before. */
  before: number;
  /** What was refused at that, and is now. */
  then: RefusalShare;
  now: RefusalShare;
  /** It began in the first second, when what had been sent was no rate yet. */
  isEarly: boolean;
  /** A refusal named a time: while all wait, a limit fills up, and refuses less than it would. */
  isHeld: boolean;
  /** The rate was halved for it once more. */
  isSecond: boolean;
}

/**
 * The rate that a server takes, as its answers teach it. When more than a few are refused the rate is
 * halved, and each success wins a little of it back.
 *
 * Not every refusal comes of the rate. Where half the rate is refused as often as all of it was, that
 * is by chance: then the rate is what it was before, and so many refusals are none of its business.
 *
 * Times go in as `now`: ms of a monotonic clock.
 */
export class LearnedRate {
  #rate: number;
  /** The rate that was refused last; Infinity where no limit is in sight. */
  #refused = Infinity;
  #firstAt = Infinity;
  /** Of a burst the last second tells the rate, of a trickle the last five do. */
  readonly #sentOf1 = new RecentCount(1000);
  readonly #sentOf5 = new RecentCount(5000);
  #underway = 0;
  /** Of the requests underway, those sent at a rate that has been given up since. */
  #outdated = 0;
  /** Of the answers at this rate. */
  #share = new RefusalShare();
  #trial: Trial | undefined;
  /** The share that is refused however slow it goes, as the trials tell. */
  #chance = 0;

  /** `most`: requests a second, at most; Infinity without a limit. */
  constructor(private readonly most: number) {
    this.#rate = most;
  }

  /** Requests a second; Infinity without a limit. */
  get value(): number {
    return this.#rate;
  }

  sent(now: number): void {
    this.#firstAt = Math.min(this.#firstAt, now);
    this.#underway += 1;
    this.#sentOf1.add(now);
    this.#sentOf5.add(now);
  }

  /**
   * The outcome of a request: let through, refused for the rate (with a time to wait, `isNamed`), or
   * nothing that tells of the rate. Returns whether the rate was lowered.
   */
  answered(
    outcome: 'passed' | 'refused' | 'other',
    { isNamed, now }: { isNamed: boolean; now: number },
  ): boolean {
    const isOutdated = this.#outdated > 0;
    if (isOutdated) this.#outdated -= 1;
    this.#underway -= 1;
    if (outcome === 'other') return false;
    const isRefusal = outcome === 'refused';
    if (isOutdated) {
      this.#trial?.then.add(isRefusal);
      return false;
    }
    (this.#trial?.now ?? this.#share).add(isRefusal);
    if (!isRefusal) this.#speedUp();
    const before = this.#rate;
    if (this.#trial !== undefined) {
      this.#trial.isHeld ||= isRefusal && isNamed;
      this.#judge(this.#trial, now);
    } else if (isRefusal && this.#isTooMuch(isNamed)) {
      this.#slowDown(this.#share, now);
    }
    const isNamedTrial = isRefusal && isNamed && this.#trial !== undefined;
    if (isNamedTrial && this.#rate < slowestTrial) {
      this.#rate = Math.max(this.#rate, trialRate * this.#refused); // it waits long enough
      this.#endTrial(false);
    }
    return this.#rate < before;
  }

  /** More than is tolerated, than chance explains, and than that varies by (two standard deviations). */
  #isTooMuch(isNamed: boolean): boolean {
    const spread = 2 * Math.sqrt((this.#chance * (1 - this.#chance)) / 100);
    // Who names a time means it.
    return this.#share.value > this.#chance + spread + (isNamed ? 0 : tolerated);
  }

  /**
   * Once for all the requests underway: they were sent before the first of them was refused. What is
   * halved is the rate at which requests really went out, where that was lower than allowed.
   */
  #slowDown(then: RefusalShare, now: number, before = this.#rate, isSecond = false): void {
    const isEarly = now - this.#firstAt < 1000;
    const least = isEarly ? earlyRate : slowest;
    const sent = Math.max(least, this.#sentOf1.at(now), this.#sentOf5.at(now) / 5);
    // While all waited for a time that was named, less went out than the rate says.
    const isHeld = this.#trial?.isHeld === true;
    this.#refused = isHeld ? this.#rate : Math.min(this.#rate, sent);
    this.#rate = Math.max(slowest, this.#refused / 2);
    this.#outdated = this.#underway;
    this.#trial = { before, then, now: new RefusalShare(), isEarly, isHeld: false, isSecond };
  }

  /**
   * Whether half the rate is refused less. A limit that refused a share of s, and no more than half,
   * leaves half the rate alone; what comes by chance stays s.
   */
  #judge(trial: Trial, at: number): void {
    const { before, then, now } = trial;
    const { counted } = now;
    if (now.answers < answersNeeded(trial)) {
      // Each of these costs a wait: no row goes on until all is counted.
      const isCostly = trial.isHeld && now.answers >= trialAnswers.early && counted >= few;
      if (isMostly(now) || isCostly) this.#slowDown(now, at, before);
      return;
    }
    const isRefused = counted > tolerated;
    // Half of what was mostly refused may be refused by the same limit: it is lower yet.
    const isAbove = counted > mostByChance || (isRefused && isMostly(then));
    if (isAbove) return this.#slowDown(now, at, before);
    const isSure = !trial.isHeld || (trial.isSecond && counted >= then.counted * sameShare);
    if (isRefused && !isSure) return this.#slowDown(now, at, before, true);
    const learned = isRefused && this.#chance === 0 ? counted : (this.#chance + counted) / 2;
    this.#chance = Math.min(mostChance, learned);
    if (isRefused) this.#rate = Math.min(before, this.#refused);
    this.#endTrial((isRefused || trial.isEarly) && !trial.isHeld);
  }

  /** `isOpen`: what was refused was no limit, or told of none. */
  #endTrial(isOpen: boolean): void {
    if (isOpen) this.#refused = Infinity;
    this.#trial = undefined;
    this.#share = new RefusalShare(this.#chance);
  }

  /** By so much a success that a second of successes makes up one step. */
  #speedUp(): void {
    if (this.#rate >= this.most || !this.#maySpeedUp()) return;
    const part = this.#rate / this.#refused;
    if (part > wellPast) this.#refused = Infinity;
    const isNear = part >= near.from && part <= near.to;
    const step =
      this.#refused === Infinity
        ? this.#rate * steps.open
        : Math.max(this.#refused, this.#rate) * (isNear ? steps.near : steps.far);
    const most = Math.min(this.most, this.#rate * (1 + mostPerAnswer));
    this.#rate = Math.min(most, this.#rate + step / Math.max(1, this.#rate));
  }

  /** A trial stays below the limit, were there one: far above it nobody knows where that is. */
  #maySpeedUp(): boolean {
    if (this.#trial === undefined) return true;
    return this.#trial.then.counted < few && this.#rate < trialRate * this.#refused;
  }
}

/** Whether most were refused, by enough answers to tell. */
const isMostly = ({ counted, answers }: RefusalShare): boolean =>
  answers >= trialAnswers.early && counted > mostByChance;

/**
 * Of a trial without a refusal so many that a share as before would have shown in nine trials of ten;
 * else enough to tell a share.
 */
function answersNeeded({ then, now, isHeld }: Trial): number {
  const { least, usual, most } = trialAnswers;
  if (isHeld || now.counted * now.answers >= 2) return usual;
  if (now.counted > 0) return 2 * usual;
  return Math.min(most, Math.max(least, Math.log(0.1) / Math.log(1 - Math.min(then.counted, 0.9))));
}

/**
 * How many things happened within the last so many milliseconds, in constant memory: what happened
 * in the window before is taken to have been spread evenly.
 */
class RecentCount {
  #window = -1;
  #count = 0;
  #before = 0;

  constructor(private readonly windowMs: number) {}

  add(now: number): void {
    this.#turn(now);
    this.#count += 1;
  }

  /** The number at `now`, which must not lie before an earlier one. */
  at(now: number): number {
    this.#turn(now);
    const windowsPassed = now / this.windowMs - this.#window;
    return this.#count + this.#before * (1 - windowsPassed);
  }

  #turn(now: number): void {
    const window = Math.floor(now / this.windowMs);
    if (window === this.#window) return;
    this.#before = window === this.#window + 1 ? this.#count : 0;
    this.#count = 0;
    this.#window = window;
  }
}

/**
 * How many answers so many answers are remembered by, and how many good ones are taken for granted:
 * the first refusal of all is a large share, one among hundreds is none.
 */
const remembered = 100;
const granted = 30;

/** The share of refusals among the latest answers, from 0 to 1. */
class RefusalShare {
  #answers = 0;
  #refusals = 0;

  /** `usual`: the share that is taken for granted. */
  constructor(private readonly usual = 0) {}

  get answers(): number {
    return this.#answers;
  }

  /** As it was counted; 0 without an answer. */
  get counted(): number {
    return this.#answers === 0 ? 0 : this.#refusals / this.#answers;
  }

  /** With what is taken for granted. */
  get value(): number {
    return (this.#refusals + granted * this.usual) / (this.#answers + granted);
  }

  add(isRefusal: boolean): void {
    const share = Math.min(1, remembered / (this.#answers + 1));
    this.#answers = this.#answers * share + 1;
    this.#refusals = this.#refusals * share + (isRefusal ? 1 : 0);
  }
}
