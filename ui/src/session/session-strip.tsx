import { useEffect, useMemo, useRef, useState } from "react";
import { formatDuration, millisOf } from "../../../receiver/src/format.ts";
import type { Session } from "../../../receiver/src/model/session.ts";
import { useNow } from "../parts/now.ts";
import { Strip } from "../strip/strip.tsx";
import { endOf, layOutStrip, type StripWindow } from "../strip/strip-layout.ts";
import type { StripSteps } from "../strip/strip-steps.ts";
import { isMostlyIdle } from "./idle-part.ts";

interface SessionStripProps {
  readonly strip: StripSteps | null | undefined;
  readonly session: Session;
  /** Nanoseconds after the session began. */
  readonly at: number | undefined;
  /** Of what is selected. */
  readonly window: StripWindow | undefined;
  readonly onSeek: (nanos: number) => void;
}

const height = 36;

/** The whole session over the whole width: where one is, what is selected, and the way to any moment. */
export function SessionStrip({ strip, session, at, window, onSeek }: SessionStripProps) {
  const [box, setBox] = useState<HTMLElement | null>(null);
  const width = useWidth(box);
  const now = useNow(1000);
  const since = session.status === "running" ? (now - millisOf(session.startTime)) * 1e6 : 0;
  /** A strip counts from its first step, the address from the beginning of the session. */
  const shift = strip ? Number(BigInt(strip.startTime) - BigInt(session.startTime)) : 0;
  const by = strip && isMostlyIdle(strip.steps, since - shift) ? "order" : "time";
  const place = useMemo(() => {
    if (!strip || at === undefined || width === 0) return null;
    return layOutStrip(strip.steps, { width, height, now: since - shift, by }).xAt(at - shift);
  }, [strip, at, width, since, shift, by]);
  return (
    <div ref={setBox} className="mx-4 mt-2.5 shrink-0">
      <div style={{ height }}>
        {strip && width > 0 && (
          <Strip
            strip={strip}
            width={width}
            height={height}
            now={since - shift}
            by={by}
            window={window && { from: window.from - shift, to: window.to - shift }}
            cursor={at === undefined ? undefined : at - shift}
            onSeek={(nanos) => onSeek(nanos + shift)}
          />
        )}
      </div>
      <p className="relative flex justify-between text-[11px] text-quiet tabular-nums" aria-hidden>
        <span>0</span>
        {at !== undefined && place !== null && (
          <span
            className="absolute -translate-x-1/2 whitespace-nowrap bg-ground px-1 text-ink"
            style={{ left: Math.max(24, Math.min(width - 24, place)) }}
          >
            {formatDuration(at)}
          </span>
        )}
        <span>{strip ? formatDuration(endOf(strip.steps, since - shift) + shift) : ""}</span>
      </p>
    </div>
  );
}

function useWidth(box: HTMLElement | null): number {
  const [width, setWidth] = useState(0);
  const last = useRef(0);
  useEffect(() => {
    if (!box) return;
    const resized = new ResizeObserver(() => {
      if (box.clientWidth === last.current) return;
      last.current = box.clientWidth;
      setWidth(box.clientWidth);
    });
    resized.observe(box);
    return () => resized.disconnect();
  }, [box]);
  return width;
}
