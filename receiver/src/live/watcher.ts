import type { Change } from "../store/queries/live/find-changes.ts";
import type { Questions } from "../store/questions.ts";
import { Alarm } from "./alarm.ts";
import { byFilters } from "./by-filters.ts";
import { Known } from "./known.ts";
import type { Listener } from "./listener.ts";
import { overlapMillis, type Position } from "./position.ts";
import { type Reading, readNews } from "./read-news.ts";
import { Totals } from "./totals.ts";

/** All in milliseconds. */
const watching = {
  /** Between two looks when nobody here tells of a change: others over the same store may have made one. */
  pause: 1000,
  leastPause: 50,
  longestRest: 5000,
  /** A look goes back this far, and from time to time further: what is being written is seen late. */
  shortReach: 2000,
  longReach: 20_000,
  longEvery: 5000,
  /** Changes are kept for two hours. */
  oldest: 6_000_000,
} as const;

/** Looks take at most one part in so many of the time, and one more. */
const restFactor = 4;
/** The most changes that a look finds, and of those the most that it reads and tells. */
const mostFound = 20_000;
const mostTold = 1000;
const endOfClocks = 4_102_444_800_000;

export interface WatcherOptions {
  readonly project: string;
  readonly questions: Pick<Questions, "findChanges" | "readChanged" | "readUsage">;
  readonly now: () => number;
  readonly onFault: (error: unknown) => void;
}

/** Looks at one project for all who listen to it, as long as somebody does. */
export class Watcher {
  readonly listeners = new Set<Listener>();
  private readonly options: WatcherOptions;
  private readonly totals: Totals;
  private readonly alarm = new Alarm();
  private readonly known = new Known();
  /** The engine's clock at the last look. */
  private horizon: number | undefined;
  private lastLong = 0;

  constructor(options: WatcherOptions) {
    this.options = options;
    const { questions, now, onFault } = options;
    this.totals = new Totals({ readUsage: questions.readUsage, now, onFault });
  }

  /** Something changed, or somebody came or left. */
  wake(): void {
    this.alarm.ring();
  }

  /** Resolves when nobody listens any more. */
  async run(): Promise<void> {
    while (this.listeners.size > 0) {
      const begun = performance.now();
      const failed = await this.tryToLook();
      this.totals.tick(this.listeners);
      const took = performance.now() - begun;
      const rest = Math.min(watching.longestRest, Math.max(watching.leastPause, restFactor * took));
      await new Promise((resolve) => setTimeout(resolve, failed ? watching.pause : rest));
      if (this.listeners.size > 0 && !failed) await this.alarm.sleep(watching.pause - rest);
    }
  }

  private async tryToLook(): Promise<boolean> {
    try {
      const horizon = this.horizon ?? (await this.begin());
      this.horizon = await this.look(horizon);
      for (const listener of this.listeners) if (!listener.isReady) await this.join(listener, this.horizon);
      return false;
    } catch (error) {
      if (this.listeners.size > 0) this.options.onFault(error);
      return true;
    }
  }

  /** What is there when the first comes is not news. */
  private async begin(): Promise<number> {
    const { project, questions } = this.options;
    const clock = await questions.findChanges({ project, since: endOfClocks, most: 1 });
    const since = clock.now - watching.longReach;
    const { now, changes } = await questions.findChanges({ project, since, most: mostFound });
    for (const change of changes) this.known.note(change, { ...change, isRunning: true });
    return now;
  }

  private async look(horizon: number): Promise<number> {
    const { project, questions } = this.options;
    const isLong = horizon - this.lastLong > watching.longEvery;
    const since = horizon - (isLong ? watching.longReach : watching.shortReach);
    const { now, changes, isCut } = await questions.findChanges({ project, since, most: mostFound });
    const fresh = changes.filter((change) => this.known.isNew(change));
    const [skipped, told] = [fresh.slice(0, -mostTold), fresh.slice(-mostTold)];
    const ready = [...this.listeners].filter(({ isReady }) => isReady);
    const isAllNew = isCut && fresh.length === changes.length;
    if (skipped.length > 0 || isAllNew) this.skip(skipped, ready);
    for (const { change, state } of await this.tell(told, ready)) this.known.note(change, state);
    for (const listener of ready) listener.moveTo(now);
    if (fresh.length > 0) this.totals.moved();
    if (isLong) {
      this.lastLong = now;
      this.known.forgetBefore(now - watching.longReach - watching.longEvery);
    }
    return now;
  }

  /** More came at once than anybody could read. */
  private skip(changes: readonly Change[], listeners: readonly Listener[]): void {
    for (const listener of listeners) listener.tellGap("many", gapOf(changes));
    for (const change of changes) this.known.note(change, { ...change, isRunning: true });
  }

  private async tell(changes: readonly Change[], listeners: readonly Listener[]): Promise<readonly Reading[]> {
    if (changes.length === 0 || listeners.length === 0) return [];
    const { project, questions } = this.options;
    const groups = byFilters(listeners);
    const filters = groups.map((group) => group.filters);
    const heard = changes.filter(({ what }) => listeners.some(({ asked }) => asked.events.has(what)));
    const readings = readNews(heard, await questions.readChanged({ project, changes: heard, filters }), this.known);
    for (const { change, matches, news, isHiddenNow } of readings) {
      for (const [place, group] of groups.entries()) {
        if (news === undefined || !(matches[place] || isHiddenNow)) continue;
        for (const listener of group.listeners) if (listener.asked.events.has(change.what)) listener.tell(news);
      }
    }
    return readings;
  }

  /** From now on, or from where it was before: then what happened meanwhile is told first. */
  private async join(listener: Listener, horizon: number): Promise<void> {
    const { position } = listener.asked;
    const place = placeOf(position, horizon);
    listener.begin(typeof place === "string" || place === undefined ? { at: horizon, told: [] } : place);
    if (typeof place === "string")
      listener.tellGap(place, { since: position === "unknown" ? undefined : position?.at });
    else if (place !== undefined) await this.replay(listener, place, horizon);
    listener.moveTo(horizon);
    listener.isReady = true;
    this.totals.moved();
  }

  /** What nobody was told yet comes with the next look. */
  private async replay(listener: Listener, { at }: Position, horizon: number): Promise<void> {
    const { project, questions } = this.options;
    const since = at - overlapMillis;
    const { changes, isCut } = await questions.findChanges({ project, since, most: mostTold });
    if (isCut) listener.tellGap("many", { since });
    const before = horizon - watching.longReach;
    await this.tell(
      changes.filter((change) => change.at < before || !this.known.isNew(change)),
      [listener],
    );
  }
}

function placeOf(position: Listener["asked"]["position"], horizon: number): Position | "old" | "unknown" | undefined {
  if (position === undefined || position === "unknown") return position;
  if (position.at > horizon + 60_000) return "unknown";
  return position.at < horizon - watching.oldest ? "old" : position;
}

function gapOf(changes: readonly Change[]) {
  const [first] = changes;
  if (first === undefined) return {};
  let from = first.start;
  for (const { start } of changes) if (start < from) from = start;
  return { count: changes.length, since: first.at, from };
}
