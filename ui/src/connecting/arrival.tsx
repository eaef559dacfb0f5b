import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { plural } from "../../../receiver/src/format.ts";
import type { Trace } from "../../../receiver/src/model/trace.ts";
import { sessionQuery } from "../api/queries.ts";
import { RowStrip, RowTitle } from "../lists/row-strip.tsx";
import { Link, useGo } from "../parts/link.tsx";
import { StatusMark } from "../parts/marks.tsx";
import { paths } from "../paths.ts";

/** Where a trace is looked at best: in its session, if it is of one. */
const placeOf = (project: string, { sessionId, traceId }: Trace) =>
  sessionId === null ? paths.trace(project, traceId) : paths.session(project, sessionId);

interface ArrivalProps {
  readonly project: string;
  readonly trace: Trace;
  readonly isFirst: boolean;
  /** Seconds until it opens by itself; it does not, without them. */
  readonly opensAfter?: number;
  readonly onStay?: () => void;
}

/** What came, and the way to it. */
export function Arrival({ project, trace, isFirst, opensAfter, onStay }: ArrivalProps) {
  const to = placeOf(project, trace);
  const { left, hold } = useOpening(to, opensAfter);
  const noun = trace.sessionId === null ? "trace" : "session";
  const { data } = useQuery({ ...sessionQuery(project, trace.sessionId ?? ""), enabled: trace.sessionId !== null });
  const told = data?.session ?? trace;
  const shown = data
    ? ({ project, of: "sessions", row: { ...data.session, id: data.session.sessionId } } as const)
    : ({ project, of: "traces", row: { ...trace, id: trace.traceId } } as const);
  return (
    <div role="status" className="flex min-h-[inherit] flex-col justify-center rounded-box border border-ok bg-raised">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2.5 p-3.5">
        <span className="min-w-0 flex-1 basis-60">
          <span className="flex items-center gap-2 font-semibold">
            <span className="size-2 shrink-0 rounded-full bg-ok" />
            {isFirst ? `Your first ${noun} has arrived` : `A ${noun} has arrived`}
          </span>
          <span className="mt-1 flex items-center gap-2">
            <StatusMark status={told.status} size={13} />
            <RowTitle {...shown} name={told.name || trace.name} />
            <span className="shrink-0 text-quiet text-table">{plural(told.spanCount, "step")}</span>
          </span>
        </span>
        <span className="hidden md:block">
          <RowStrip {...shown} />
        </span>
        <span className="flex shrink-0 items-center gap-2">
          <Link
            to={to}
            className="flex h-8 items-center rounded-box bg-accent px-3.5 font-semibold text-on-accent"
            onClick={hold}
          >
            Open the {noun}
          </Link>
          {left !== null && (
            <button type="button" onClick={hold} className="chip h-8 tabular-nums">
              <X size={12} aria-hidden /> Stay here ({left})
            </button>
          )}
          {left === null && onStay && (
            <button type="button" onClick={onStay} className="chip h-8">
              Go to the overview
            </button>
          )}
        </span>
      </div>
    </div>
  );
}

/** Counts down and goes there, unless somebody does something meanwhile: then they are at work here. */
function useOpening(to: string, after: number | undefined) {
  const [left, setLeft] = useState(after ?? null);
  const go = useGo();
  const open = useEffectEvent(() => go(to));
  useEffect(() => {
    if (left === 0) open();
    const timer = left ? setTimeout(() => setLeft(left - 1), 1000) : undefined;
    return () => clearTimeout(timer);
  }, [left]);
  useEffect(() => {
    const hold = () => setLeft(null);
    const signs = ["pointerdown", "keydown", "wheel", "touchmove"] as const;
    for (const sign of signs) window.addEventListener(sign, hold, { passive: true });
    return () => {
      for (const sign of signs) window.removeEventListener(sign, hold);
    };
  }, []);
  return { left, hold: () => setLeft(null) };
}
