import type { Change } from "../store/queries/live/find-changes.ts";

export interface State {
  readonly told: bigint;
  readonly reckoned: bigint;
  /** As far as anybody knows: what was there before somebody listened may have ended or not. */
  readonly isRunning: boolean;
}

/** What was told of each thing that changed lately: looks overlap, and what was told is not told again. */
export class Known {
  private readonly states = new Map<string, State & { readonly at: number }>();

  get(change: Change): State | undefined {
    return this.states.get(keyOf(change));
  }

  isNew(change: Change): boolean {
    const known = this.get(change);
    return known === undefined || change.told > known.told || change.reckoned > known.reckoned;
  }

  note(change: Change, state: State): void {
    this.states.set(keyOf(change), { ...state, at: change.at });
  }

  /** Nothing that came before then is looked at again. */
  forgetBefore(at: number): void {
    for (const [key, state] of this.states) if (state.at < at) this.states.delete(key);
  }
}

/** Sessions are named by their programs, so what comes before the name has a fixed form. */
export const keyOf = ({ what, trace, span, session }: Omit<Change, "start" | "told" | "reckoned" | "at">): string =>
  `${what} ${trace} ${span} ${session}`;
