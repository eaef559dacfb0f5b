import { MessagesSquare, Waypoints } from "lucide-react";
import { formatMoment, plural } from "../../../receiver/src/format.ts";
import type { Column } from "../parts/item-list.tsx";
import { Link } from "../parts/link.tsx";
import { KindMark, StatusMark } from "../parts/marks.tsx";
import { Money, MoneySum, TokenCount } from "../parts/numbers.tsx";
import { shownName } from "../parts/shown-name.ts";
import { paths } from "../paths.ts";
import { type LiveLine, sessionOf } from "./live-line.ts";
import { TookBar } from "./took-bar.tsx";

/** `10:30:46 ■ kubectl_apply … failed`. */
export const liveColumns: readonly Column<LiveLine>[] = [
  { label: "Began", width: "4.5rem", cell: ({ told }) => <Clock nanos={told.startTime} /> },
  { label: "What", width: "minmax(10rem, 1.4fr)", cell: (line) => <Name line={line} /> },
  { label: "Went", width: "minmax(6rem, 0.8fr)", cell: (line) => <Went line={line} /> },
  { label: "Agent", width: "6.5rem", cell: ({ told }) => told.agentName ?? <Nothing /> },
  { label: "User", width: "4.5rem", cell: ({ told }) => told.userId ?? <Nothing /> },
  { label: "Tokens", width: "4rem", isNumber: true, cell: ({ told }) => <TokenCount tokens={told.tokens} /> },
  { label: "Cost", width: "5.5rem", isNumber: true, cell: (line) => <Cost line={line} /> },
  { label: "Took", width: "7.5rem", isNumber: true, cell: (line) => <LineTook line={line} /> },
];

const Nothing = () => <span className="text-quiet">–</span>;

function Clock({ nanos }: { nanos: string }) {
  const moment = formatMoment(nanos);
  return (
    <time title={moment} className="font-mono text-quiet">
      {moment.slice(11, 19)}
    </time>
  );
}

function Name({ line }: { line: LiveLine }) {
  const name = nameOf(line);
  return (
    <span className="flex min-w-0 items-center gap-2" title={name.whole}>
      <LineMark line={line} />
      <span className={`min-w-0 truncate text-body ${line.what === "span" ? "font-medium" : "font-semibold"}`}>
        {shownName(name.short)}
      </span>
    </span>
  );
}

function nameOf({ what, told }: LiveLine): { readonly short: string; readonly whole: string } {
  if (what === "session") return { short: told.name || told.sessionId, whole: told.sessionId };
  if (what === "trace") return { short: told.name, whole: told.inputPreview ?? told.name };
  const { kind, name, toolName, model } = told;
  return { short: (kind === "tool" ? toolName : kind === "llm" ? model : null) || name, whole: name };
}

function LineMark({ line: { what, told } }: { line: LiveLine }) {
  if (what === "span") return <KindMark kind={told.kind} />;
  const Icon = what === "session" ? MessagesSquare : Waypoints;
  return <Icon size={12} className="-mx-px shrink-0 text-accent" role="img" aria-label={what} />;
}

const spanWords = { ok: "done", error: "failed", running: "running" } as const;

function Went({ line }: { line: LiveLine }) {
  const { status } = line.told;
  return (
    <span className={`flex items-center gap-1.5 ${status === "error" ? "text-error" : "text-quiet"}`}>
      <StatusMark status={status} size={12} />
      <WentWords line={line} />
    </span>
  );
}

function WentWords({ line: { what, told } }: { line: LiveLine }) {
  if (what === "span") {
    const { errorType, status } = told;
    return (
      <span className="min-w-0 truncate" aria-hidden={errorType ? undefined : true}>
        {errorType ? `failed: ${errorType}` : spanWords[status]}
      </span>
    );
  }
  const { spanCount, errorCount } = told;
  return (
    <span className="min-w-0 truncate">
      {plural(spanCount, "step")}
      {errorCount > 0 && <span className="text-error">, {errorCount} failed</span>}
    </span>
  );
}

/** Nobody knows it of what still runs or was not reckoned yet; of what is no call of a model there is none. */
function Cost({ line: { what, told } }: { line: LiveLine }) {
  if (what !== "span") return <MoneySum cost={told.cost} coverage={told.costCoverage} />;
  const { cost, kind, status, countsTowardTotals } = told;
  const isKnown = cost !== null || (kind === "llm" && status !== "running" && countsTowardTotals);
  return isKnown ? <Money cost={cost} /> : <Nothing />;
}

const LineTook = ({ line: { told } }: { line: LiveLine }) => (
  <span className="flex justify-end">
    <TookBar nanos={told.durationNanos} since={told.startTime} status={told.status} />
  </span>
);

/** Beside the line, which leads elsewhere. */
export function SessionLink({ project, line }: { project: string; line: LiveLine }) {
  const sessionId = sessionOf(line);
  if (sessionId === null) return null;
  return (
    <Link
      to={paths.session(project, sessionId)}
      title={`Session ${sessionId}`}
      className="block truncate text-accent underline-offset-2 hover:underline"
    >
      {sessionId}
    </Link>
  );
}

export function LiveCard({ line }: { line: LiveLine }) {
  const { agentName, userId, startTime } = line.told;
  return (
    <>
      <span className="flex items-center gap-3">
        <Name line={line} />
        <span className="ml-auto shrink-0 text-table">
          <LineTook line={line} />
        </span>
      </span>
      <span className="mt-1 flex items-center gap-3 pr-36 text-table">
        <Clock nanos={startTime} />
        <Went line={line} />
      </span>
      <span className="mt-1 flex items-center gap-3 text-quiet text-table">
        <span className="min-w-0 truncate">{[agentName, userId].filter(Boolean).join(" · ")}</span>
        <span className="ml-auto shrink-0 tabular-nums">
          <Cost line={line} />
        </span>
      </span>
    </>
  );
}
