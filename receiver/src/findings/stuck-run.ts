import type { Step } from "../model/step.ts";
import { calledOf, inSeconds, nanosPerSecond } from "./calls.ts";
import type { Found, Rule, Story } from "./rule.ts";
import type { Thresholds } from "./thresholds.ts";

/** A run in which nothing happens any more though it has not ended, or whose process fell silent before its end. */
export const stuckRun: Rule = { name: "stuck-run", find };

function* find(story: Story, { stuckSeconds }: Thresholds): Generator<Found> {
  const { steps, now } = story;
  const abandoned = steps.filter(({ isAbandoned }) => isAbandoned);
  if (abandoned.length > 0) {
    const inner = innermost(abandoned);
    yield {
      severity: "error",
      title: `The process fell silent in ${calledOf(inner[0] ?? (abandoned[0] as Step))}, and ${inNumber(abandoned.length)} never ended.`,
      steps: inner,
      facts: { state: "abandoned", spans: abandoned.length, in: calledOf(inner[0] ?? (abandoned[0] as Step)) },
    };
  }
  const running = steps.filter(({ status }) => status === "running");
  if (running.length === 0) return;
  const silence = now - lastSign(steps, now);
  if (silence < BigInt(stuckSeconds) * nanosPerSecond) return;
  const inner = innermost(running);
  const [where = running[0] as Step] = inner;
  yield {
    severity: "warning",
    title: `Nothing has happened for ${inSeconds(silence)} in ${calledOf(where)}, which has been running for ${inSeconds(now - where.start)}.`,
    steps: inner,
    facts: {
      state: "running",
      spans: running.length,
      in: calledOf(where),
      silentSeconds: Math.round(Number(silence) / 1e9),
    },
  };
}

const inNumber = (count: number) => (count === 1 ? "one span" : `${count} spans`);

/** A clock that runs ahead of ours says nothing of what is to come. */
function lastSign(steps: readonly Step[], now: bigint): bigint {
  let last = 0n;
  for (const { start, end } of steps) {
    const sign = end ?? start;
    if (sign > last) last = sign;
  }
  return last < now ? last : now;
}

/** Those that wait for none of the others. */
function innermost(open: readonly Step[]): Step[] {
  const waiting = new Set(open.map(({ parentSpanId }) => parentSpanId));
  return open.filter(({ spanId }) => !waiting.has(spanId));
}
