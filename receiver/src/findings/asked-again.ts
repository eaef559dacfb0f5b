import { short, times } from "./calls.ts";
import type { FoundInSession, SessionRule, Turn } from "./session-rule.ts";
import type { Thresholds } from "./thresholds.ts";

/** A user who asks the same again was not helped the first time. */
export const askedAgain: SessionRule = { name: "asked-again", find };

/** "yes" and "go on" are said again and again by people who are content. */
const shortestQuestion = 12;

function* find(turns: readonly Turn[], thresholds: Thresholds): Generator<FoundInSession> {
  const asked = new Map<string, { readonly question: string; readonly turns: Turn[] }>();
  for (const turn of turns) {
    const question =
      turn.question
        ?.normalize("NFKC")
        .toLowerCase()
        .replaceAll(/[\s\p{P}]+/gu, " ")
        .trim() ?? "";
    if (question.length < shortestQuestion) continue;
    const same = asked.get(question) ?? { question: turn.question ?? "", turns: [] };
    same.turns.push(turn);
    asked.set(question, same);
  }
  for (const { question, turns: same } of asked.values()) {
    const last = same.at(-1);
    if (last === undefined || same.length < thresholds.askedAgain) continue;
    yield {
      severity: "info",
      title: `The user asked the same ${times(same.length)}: ${short(question, 100)}`,
      traceId: last.traceId,
      steps: same.flatMap(({ steps }) => steps.slice(0, 1)),
      facts: { asked: same.length, question: short(question, 200) },
    };
  }
}
