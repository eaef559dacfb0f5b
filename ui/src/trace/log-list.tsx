import { formatDuration, formatMoment } from "../../../receiver/src/format.ts";
import type { Log } from "../api/types.ts";
import { Link } from "../parts/link.tsx";
import { textOf } from "../parts/value.tsx";
import { paths } from "../paths.ts";

interface LogListProps {
  readonly project: string;
  readonly logs: readonly Log[];
  /** Times are told from here. */
  readonly since: string;
}

export function LogList({ project, logs, since }: LogListProps) {
  if (logs.length === 0) return <p className="text-quiet">No log records.</p>;
  return (
    <ul>
      {logs.map((log) => (
        <li key={log.id} className="border-line border-b py-1.5 text-table last:border-0">
          <p className="flex gap-2">
            <span className={`shrink-0 font-semibold ${hueOf(log.severity)}`}>{severityOf(log)}</span>
            <span className="min-w-0 flex-1 truncate text-quiet">{log.eventName ?? log.service}</span>
            <time className="shrink-0 text-quiet tabular-nums" title={formatMoment(log.time)}>
              +{formatDuration(Number(BigInt(log.time) - BigInt(since)))}
            </time>
          </p>
          {log.body !== null && (
            <p className="line-clamp-6 whitespace-pre-wrap font-mono [overflow-wrap:anywhere]">{textOf(log.body)}</p>
          )}
          <Details log={log} project={project} />
        </li>
      ))}
    </ul>
  );
}

function Details({ log, project }: { log: Log; project: string }) {
  const pairs = Object.entries(log.attributes);
  return (
    <p className="mt-0.5 flex flex-wrap gap-x-3 text-[11px] text-quiet">
      {pairs.map(([key, value]) => (
        <span key={key} className="max-w-full truncate font-mono">
          {key}={typeof value === "string" ? value : JSON.stringify(value)}
        </span>
      ))}
      {log.traceId && log.spanId && (
        <Link to={paths.trace(project, log.traceId, { span: log.spanId })} className="text-accent hover:underline">
          its span
        </Link>
      )}
    </p>
  );
}

/** https://opentelemetry.io/docs/specs/otel/logs/data-model/#severity-fields */
function hueOf(severity: number): string {
  if (severity >= 17) return "text-error";
  if (severity >= 13) return "text-guardrail";
  return "text-quiet";
}

function severityOf({ severity, severityText }: Log): string {
  const names = ["trace", "debug", "info", "warn", "error", "fatal"];
  return severityText ?? names[Math.floor((severity - 1) / 4)] ?? "log";
}
