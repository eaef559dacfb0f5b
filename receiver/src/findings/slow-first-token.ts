import type { Step } from "../model/step.ts";
import { calledOf, groupedBy, inSeconds, isModelCall, nanosPerSecond } from "./calls.ts";
import type { Found, Rule, Story } from "./rule.ts";
import type { Thresholds } from "./thresholds.ts";

/** A model that let its caller wait long for the first token. */
export const slowFirstToken: Rule = { name: "slow-first-token", find };

function* find({ steps }: Story, { firstTokenSeconds }: Thresholds): Generator<Found> {
  const least = BigInt(firstTokenSeconds) * nanosPerSecond;
  const slow = groupedBy(steps, (step) => (isModelCall(step) && step.firstToken >= least ? calledOf(step) : undefined));
  for (const [called, group] of slow) {
    const slowest = group.reduce((most, step) => (step.firstToken > most.firstToken ? step : most));
    const often = group.length === 1 ? "" : `, the longest of ${group.length} such waits`;
    yield {
      severity: "warning",
      title: `${called} took ${inSeconds(slowest.firstToken)} to its first token${often}.`,
      steps: group,
      facts: { called, calls: group.length, slowestSeconds: secondsOf(slowest) },
    };
  }
}

const secondsOf = ({ firstToken }: Step) => Number(firstToken / 1_000_000n) / 1000;
