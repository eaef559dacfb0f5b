import { CircleAlert, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { Item } from "../../../receiver/src/client/routes.ts";
import { Empty } from "../parts/states.tsx";

type Finding = Item<"traces/:traceId/findings">;

interface FindingListProps {
  readonly findings: readonly Finding[];
  /** The trace was too large to be read whole. */
  readonly isPartial: boolean;
  /** How a span is called and when it began; null when that is not known. */
  readonly wordsOf: (spanId: string) => string | null;
  readonly onSelect: (spanId: string) => void;
}

const severities: Readonly<Record<Finding["severity"], { Icon: LucideIcon; hue: string; said: string }>> = {
  error: { Icon: CircleAlert, hue: "text-error", said: "error" },
  warning: { Icon: TriangleAlert, hue: "text-guardrail", said: "warning" },
  info: { Icon: Info, hue: "text-quiet", said: "note" },
};

/** What went wrong in a trace, the worst first, each with the spans that show it. */
export function FindingList({ findings, isPartial, wordsOf, onSelect }: FindingListProps) {
  if (findings.length === 0) {
    return (
      <Empty title="Nothing stands out">
        No loop, stall, retry storm, growing prompt or swallowed error was found here.
      </Empty>
    );
  }
  return (
    <ul className="mx-auto max-w-4xl">
      {findings.map((finding, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: findings have no name but their place
        <li key={at} className="flex gap-3 border-line border-b py-3 last:border-0">
          <Severity severity={finding.severity} />
          <div className="min-w-0 flex-1">
            <p className="font-medium [overflow-wrap:anywhere]">{finding.title}</p>
            <p className="mt-0.5 text-quiet text-table">{finding.rule.replaceAll(/[-_]/g, " ")}</p>
            <p className="mt-1.5 flex flex-wrap gap-1.5">
              {finding.spanIds.map((spanId) => (
                <button
                  key={spanId}
                  type="button"
                  onClick={() => onSelect(spanId)}
                  className="max-w-64 truncate rounded-sm border border-line bg-raised px-1.5 text-table hover:bg-hover"
                >
                  {wordsOf(spanId) ?? <span className="font-mono">{spanId}</span>}
                </button>
              ))}
            </p>
          </div>
        </li>
      ))}
      {isPartial && (
        <li className="py-3 text-quiet text-table">The trace is too large to be read whole: there may be more.</li>
      )}
    </ul>
  );
}

function Severity({ severity }: Pick<Finding, "severity">) {
  const { Icon, hue, said } = severities[severity];
  return <Icon size={16} className={`mt-0.5 shrink-0 ${hue}`} role="img" aria-label={said} />;
}
