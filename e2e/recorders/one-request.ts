import type { Signal } from "../../receiver/src/model/signal.ts";
import type { Request } from "./recording-server.ts";

const names = {
  traces: ["resourceSpans", "scopeSpans", "spans"],
  logs: ["resourceLogs", "scopeLogs", "logRecords"],
  metrics: ["resourceMetrics", "scopeMetrics", "metrics"],
} as const;

type Node = Readonly<Record<string, unknown>>;

/** All requests of a signal as one, in the order in which their records came; each resource and scope is said once. */
export function oneRequest(signal: Signal, requests: readonly Request[]): Request {
  const [resources, scopes, records] = names[signal];
  const all = requests.flatMap((request) => (request[resources] ?? []) as readonly Node[]);
  return {
    [resources]: joined(all, scopes).map((resource) => ({
      ...resource,
      [scopes]: joined(resource[scopes] as readonly Node[], records),
    })),
  };
}

/** Nodes that are equal but for their children become one. */
function joined(nodes: readonly Node[], children: string): readonly Node[] {
  const byHead = new Map<string, { head: Node; inner: unknown[] }>();
  for (const { [children]: inner, ...head } of nodes) {
    const key = JSON.stringify(head);
    const known = byHead.get(key) ?? { head, inner: [] };
    known.inner.push(...((inner ?? []) as readonly unknown[]));
    byHead.set(key, known);
  }
  return [...byHead.values()].map(({ head, inner }) => ({ ...head, [children]: inner }));
}
