import { formatDuration, formatExact, millisOf } from "../../../receiver/src/format.ts";
import type { Status } from "../../../receiver/src/model/span.ts";
import { useNow } from "../parts/now.ts";
import { barShare } from "./live-line.ts";

interface TookBarProps {
  readonly nanos: string | null;
  readonly since: string;
  readonly status: Status;
}

/** How long it took, as a bar and in words; what runs grows. */
export function TookBar(props: TookBarProps) {
  return props.nanos === null ? <Growing {...props} /> : <Bar {...props} millis={Number(props.nanos) / 1e6} />;
}

function Growing(props: TookBarProps) {
  const now = useNow(500);
  return <Bar {...props} millis={Math.max(0, now - millisOf(props.since))} />;
}

const hues = { running: "bg-running", error: "bg-error", ok: "bg-quiet" } as const;

function Bar({ nanos, status, millis }: TookBarProps & { millis: number }) {
  return (
    <span className="flex items-center gap-2" title={nanos === null ? undefined : `${formatExact(Number(nanos))} ns`}>
      <span className="h-1 w-14 overflow-hidden rounded-full bg-hover" aria-hidden>
        <span
          className={`block h-full rounded-full transition-[width] duration-500 ease-linear motion-reduce:transition-none ${hues[status]} ${status === "ok" ? "opacity-60" : ""}`}
          style={{ width: `${barShare(millis) * 100}%` }}
        />
      </span>
      <span className={`w-14 text-right tabular-nums ${nanos === null ? "text-running" : ""}`}>
        {formatDuration(millis * 1e6)}
      </span>
    </span>
  );
}
