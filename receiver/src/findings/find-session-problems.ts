import type { Finding } from "../model/finding.ts";
import type { Step } from "../model/step.ts";
import { askedAgain } from "./asked-again.ts";
import { findingOf, firstOf } from "./find-problems.ts";
import { promptGrowsByTurn } from "./prompt-grows-by-turn.ts";
import { sameError } from "./same-error.ts";
import type { SessionRule, Turn } from "./session-rule.ts";
import type { Thresholds } from "./thresholds.ts";

const rules: readonly SessionRule[] = [sameError, promptGrowsByTurn, askedAgain];

const mostOfRule = 10;

/** What shows only in several traces of a session, which come by start. */
export function findSessionProblems(turns: readonly Turn[], thresholds: Thresholds): readonly Finding[] {
  const shown = turns.map((turn) => ({ ...turn, steps: turn.steps.filter(({ isHidden }) => !isHidden).sort(byStart) }));
  return rules.flatMap(({ name, find }) =>
    firstOf(find(shown, thresholds), mostOfRule).map((found) => findingOf(found, name, found.traceId)),
  );
}

const byStart = (one: Step, other: Step) => (one.start < other.start ? -1 : Number(one.start > other.start));
