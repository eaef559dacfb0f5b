import { Check, LoaderCircle, X } from "lucide-react";
import { familyOf } from "../../../receiver/src/model/kind-family.ts";
import type { Status } from "../../../receiver/src/model/span.ts";

const statuses = {
  ok: { Icon: Check, hue: "text-ok", said: "ok" },
  error: { Icon: X, hue: "text-error", said: "failed" },
  running: { Icon: LoaderCircle, hue: "text-running animate-breathe", said: "running" },
} as const;

export function StatusMark({ status, size = 14 }: { status: Status; size?: number }) {
  const { Icon, hue, said } = statuses[status];
  return <Icon size={size} strokeWidth={2.5} className={`shrink-0 ${hue}`} role="img" aria-label={said} />;
}

/** One shape and one hue for each family of kinds, everywhere. The hue is `currentColor`. */
const shapes = {
  agent: { hue: "text-agent", path: "M6 .8 11.2 6 6 11.2.8 6Z" },
  llm: { hue: "text-llm", path: "M6 1.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6Z" },
  tool: { hue: "text-tool", path: "M1.6 1.6h8.8v8.8H1.6Z" },
  retrieval: { hue: "text-retrieval", path: "M6 1.2 11.3 10.6H.7Z" },
  guardrail: { hue: "text-guardrail", path: "M3.3 1.2h5.4L11.4 6l-2.7 4.8H3.3L.6 6Z" },
  operation: { hue: "text-operation", path: "M.8 4.2h10.4v3.6H.8Z" },
  event: { hue: "text-operation", path: "M6 4a2 2 0 1 1 0 4 2 2 0 0 1 0-4Z" },
} as const;

function shapeOf(kind: string) {
  return shapes[familyOf(kind)];
}

export function KindMark({ kind, size = 10 }: { kind: string; size?: number }) {
  const { hue, path } = shapeOf(kind);
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" className={`shrink-0 ${hue}`} role="img" aria-label={kind}>
      <path d={path} fill="currentColor" />
    </svg>
  );
}
