import { flag } from "../../../receiver/src/skeleton/wire.ts";
import type { KnownSpan } from "../trace/span-panel.tsx";
import { hasFlag, type Layout, runningRank, textAt, worstOf } from "./layout.ts";
import { nameOf } from "./row-words.ts";

/** What is known of a span before it is asked for. */
export function knownSpan(layout: Layout, row: number): KnownSpan {
  const worst = worstOf(layout.flags[row] as number);
  const start = BigInt(layout.origin) + BigInt(Math.round(layout.start[row] as number));
  return {
    name: nameOf(layout, row),
    kind: textAt(layout, row, "kind"),
    status: worst === 0 ? "ok" : worst === runningRank ? "running" : "error",
    startTime: String(start),
    durationNanos: hasFlag(layout, row, flag.ended) ? String(Math.round(layout.duration[row] as number)) : null,
    model: textAt(layout, row, "model") || null,
    service: textAt(layout, row, "service") || null,
    agentName: textAt(layout, row, "agent") || null,
  };
}
