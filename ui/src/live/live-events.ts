import type { Item } from "../../../receiver/src/client/routes.ts";
import type { ServerEvent } from "../../../receiver/src/client/server-events.ts";
import type { LiveSpan as SpanNow } from "../../../receiver/src/model/live.ts";

export type LiveSpan = SpanNow & { readonly change: "started" | "ended" | "changed" };
export type LiveTrace = Item<"traces">;
export type LiveSession = Item<"sessions">;
export type Usage = Item<"usage">;

/** What the stream tells. */
export type LiveEvent =
  | { readonly event: "span"; readonly data: LiveSpan }
  | { readonly event: "trace"; readonly data: LiveTrace }
  | { readonly event: "session"; readonly data: LiveSession }
  | { readonly event: "totals"; readonly data: { readonly usage: Usage | null } }
  | { readonly event: "gap"; readonly data: { readonly reason: string; readonly skipped: number | null } };

const events: ReadonlySet<string> = new Set<LiveEvent["event"]>(["span", "trace", "session", "totals", "gap"]);

/** What an event of the stream says; null for those that are not known, and for what no receiver wrote. */
export function liveEvent({ event, data }: ServerEvent): LiveEvent | null {
  if (!events.has(event)) return null;
  try {
    const told: unknown = JSON.parse(data);
    return typeof told === "object" && told !== null ? ({ event, data: told } as LiveEvent) : null;
  } catch {
    return null;
  }
}
