import type { ReactNode } from "react";
import type { Answer } from "../../../receiver/src/client/routes.ts";
import { formatDuration, formatExact, plural } from "../../../receiver/src/format.ts";
import { KindMark } from "../parts/marks.tsx";

type Timing = Answer<"traces/:traceId/timing">;

interface TimingViewProps {
  readonly timing: Timing;
  readonly onSelect: (spanId: string) => void;
  readonly onShowPath: () => void;
}

const kinds = [
  { name: "model", kind: "llm", label: "Models", hue: "bg-llm" },
  { name: "tool", kind: "tool", label: "Tools", hue: "bg-tool" },
  { name: "retrieval", kind: "retrieval", label: "Retrieval", hue: "bg-retrieval" },
  { name: "agent", kind: "agent", label: "Agents themselves", hue: "bg-agent" },
  { name: "other", kind: "operation", label: "Other steps", hue: "bg-operation" },
] as const;

/** How many steps of the path are listed. */
const listed = 30;

/** Where the time of a trace went: who was at work, what was waited for, and what the end waited for. */
export function TimingView({ timing, onSelect, onShowPath }: TimingViewProps) {
  const { waiting, parallelism, criticalPath } = timing;
  const wall = Number(timing.wallNanos);
  const share = (nanos: string) => (wall === 0 ? 0 : Number(nanos) / wall);
  return (
    <div className="mx-auto grid max-w-5xl gap-x-10 gap-y-6 lg:grid-cols-2">
      <Part title="At work" detail={`of ${formatDuration(wall)}`}>
        {kinds
          .filter(({ name }) => timing.byKind[name].steps > 0)
          .map(({ name, kind, label, hue }) => (
            <Bar
              key={name}
              label={
                <>
                  <KindMark kind={kind} /> {label}
                </>
              }
              detail={plural(timing.byKind[name].steps, "step")}
              nanos={timing.byKind[name].busyNanos}
              share={share(timing.byKind[name].busyNanos)}
              hue={hue}
            />
          ))}
        <Bar label="Nobody" detail="idle" nanos={timing.idleNanos} share={share(timing.idleNanos)} hue="hatched" />
        <p className="pt-1 text-quiet text-table">
          What ran side by side counts once. At most {formatExact(parallelism.most)} at once, {parallelism.average} on
          average.
        </p>
      </Part>
      <Part title="Waiting">
        <Wait label="Between steps" nanos={waiting.betweenStepsNanos} share={share} />
        <Wait label="For the first token" nanos={waiting.firstTokenNanos} share={share} />
        <Wait label="For rate limits" nanos={waiting.rateLimitNanos} share={share} />
        <Wait
          label={`Failed attempts (${formatExact(waiting.retries)})`}
          nanos={waiting.failedAttemptsNanos}
          share={share}
        />
      </Part>
      <section className="lg:col-span-2">
        <h2 className="flex items-baseline gap-2 font-semibold">
          What the end waited for
          <button type="button" onClick={onShowPath} className="font-normal text-accent text-table hover:underline">
            Show it in the waterfall
          </button>
        </h2>
        <ol className="mt-2">
          {criticalPath.steps.slice(0, listed).map(({ spanId, name, kind, selfNanos }) => (
            <li key={spanId ?? "nobody"} className="border-line border-b last:border-0">
              <Bar
                label={
                  spanId === null ? (
                    "Nothing that was told"
                  ) : (
                    <button
                      type="button"
                      onClick={() => onSelect(spanId)}
                      className="flex min-w-0 items-center gap-1.5 hover:underline"
                    >
                      <KindMark kind={kind ?? ""} /> <span className="truncate">{name || "(no name)"}</span>
                    </button>
                  )
                }
                detail=""
                nanos={selfNanos}
                share={share(selfNanos)}
                hue={spanId === null ? "hatched" : "bg-accent"}
              />
            </li>
          ))}
        </ol>
        {criticalPath.steps.length > listed && (
          <p className="pt-2 text-quiet text-table">
            and {formatExact(criticalPath.steps.length + criticalPath.leftOut.steps - listed)} that added less
          </p>
        )}
      </section>
      {timing.isCut && <p className="text-quiet text-table">The trace has more spans than were looked at.</p>}
    </div>
  );
}

function Part({ title, detail, children }: { title: string; detail?: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-2 font-semibold">
        {title} {detail && <span className="font-normal text-quiet text-table">{detail}</span>}
      </h2>
      <div>{children}</div>
    </section>
  );
}

interface WaitProps {
  readonly label: string;
  readonly nanos: string;
  readonly share: (nanos: string) => number;
}

function Wait({ label, nanos, share }: WaitProps) {
  return <Bar label={label} detail="" nanos={nanos} share={share(nanos)} hue="bg-guardrail" />;
}

interface BarProps {
  readonly label: ReactNode;
  readonly detail: string;
  readonly nanos: string;
  readonly share: number;
  readonly hue: string;
}

function Bar({ label, detail, nanos, share, hue }: BarProps) {
  return (
    <div className="grid grid-cols-[minmax(0,9rem)_minmax(0,1fr)_4rem] md:grid-cols-[minmax(0,13rem)_minmax(0,1fr)_5.5rem] items-center gap-3 py-1 text-table">
      <span className="flex min-w-0 items-center gap-1.5">
        {label} {detail && <span className="truncate text-quiet">{detail}</span>}
      </span>
      <span className="h-2 overflow-hidden rounded-xs bg-hover">
        <span className={`block h-full ${hue}`} style={{ width: `${Math.min(1, share) * 100}%` }} />
      </span>
      <span className="text-right tabular-nums" title={`${formatExact(Number(nanos))} ns`}>
        {nanos === "0" ? "0" : formatDuration(Number(nanos))}
      </span>
    </div>
  );
}
