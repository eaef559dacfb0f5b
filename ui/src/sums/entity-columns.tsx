import { UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { formatCount, formatDuration, formatExact, plural } from "../../../receiver/src/format.ts";
import type { Entity, ErrorShape } from "../api/sum-queries.ts";
import type { Column } from "../parts/item-list.tsx";
import { KindMark, StatusMark } from "../parts/marks.tsx";
import { Count, MoneySum, TokenCount, When } from "../parts/numbers.tsx";
import { formatShare } from "../parts/share-words.ts";
import { shownName } from "../parts/shown-name.ts";
import type { EntityPlace } from "../paths.ts";
import { entityKinds } from "./entity-kinds.ts";

type Row = Entity | ErrorShape;

const number = (
  label: string,
  sort: string | undefined,
  width: string,
  cell: (item: Row) => ReactNode,
): Column<Row> => ({
  label,
  width,
  isNumber: true,
  ...(sort && { sort }),
  cell,
});

const calls = number("Calls", "calls", "4rem", (item) => <Count value={item.calls} />);
const last = number("Last seen", "last", "5.5rem", ({ lastTime }) => (
  <span className="text-quiet">
    <When nanos={lastTime} />
  </span>
));
const figures: readonly Column<Row>[] = [
  calls,
  number("Failed", "failures", "4rem", ({ failures }) => <Failed count={failures} />),
  number("Rate", "failureRate", "4rem", (item) => <Rate {...item} />),
  number("p50", undefined, "5rem", ({ latency }) => <Duration nanos={latency?.p50} />),
  number("p95", "p95", "5rem", ({ latency }) => <Duration nanos={latency?.p95} />),
  number("Traces", "traces", "4rem", ({ traces }) => <Count value={traces} />),
];
const spending: readonly Column<Row>[] = [
  number("Tokens", "tokens", "4.5rem", ({ tokens }) => <TokenCount tokens={tokens} />),
  number("Cost", "cost", "5.5rem", ({ cost, costCoverage }) => <MoneySum cost={cost} coverage={costCoverage} />),
];

export function entityColumns(place: EntityPlace): readonly Column<Row>[] {
  const { title, costs } = entityKinds[place];
  const name: Column<Row> = {
    label: title.slice(0, -1),
    width: "minmax(10rem, 1fr)",
    cell: (item) => <EntityName place={place} item={item} />,
  };
  return [name, ...figures, ...(costs ? spending : []), last];
}

const met = (label: string, sort: "sessions" | "users" | "agents" | "tools") =>
  number(label, sort, "4.5rem", (item) => {
    const count = sort in item ? (item as ErrorShape)[sort] : 0;
    return count === 0 ? <span className="text-quiet">–</span> : <Count value={count} />;
  });

export const errorColumns: readonly Column<Row>[] = [
  { label: "Error", width: "minmax(12rem, 1fr)", cell: (item) => <EntityName place="errors" item={item} /> },
  { ...calls, label: "Times" },
  number("Traces", "traces", "4rem", ({ traces }) => <Count value={traces} />),
  met("Sessions", "sessions"),
  met("Users", "users"),
  met("Agents", "agents"),
  met("Tools", "tools"),
  last,
];

function EntityName({ place, item: { name, detail } }: { place: EntityPlace; item: Row }) {
  if (place === "errors") {
    return (
      <span className="flex items-center gap-2">
        <StatusMark status="error" />
        <span className="truncate font-medium text-body">{detail || name || "says nothing"}</span>
        {detail && name && <span className="shrink-0 font-mono text-[11px] text-quiet">{name}</span>}
      </span>
    );
  }
  return (
    <span className="flex items-center gap-2">
      <EntityMark place={place} />
      <span className="truncate font-medium text-body">{shownName(name)}</span>
      {detail && <span className="truncate text-quiet">{detail}</span>}
    </span>
  );
}

export function EntityMark({ place, size = 10 }: { place: EntityPlace; size?: number }) {
  const { mark } = entityKinds[place];
  if (mark) return <KindMark kind={mark} size={size} />;
  if (place === "errors") return <StatusMark status="error" size={size + 4} />;
  return <UserRound size={size + 3} className="shrink-0 text-quiet" aria-hidden />;
}

/** The same on a phone. */
export function EntityCard({ place, item }: { place: EntityPlace; item: Row }) {
  const { calls: count, failures, latency, cost, costCoverage, lastTime } = item;
  return (
    <>
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1">
          <EntityName place={place} item={item} />
        </span>
        <span className="shrink-0 text-quiet text-table">
          <When nanos={lastTime} />
        </span>
      </span>
      <span className="mt-1.5 flex gap-3 whitespace-nowrap text-quiet text-table tabular-nums">
        <span>{place === "errors" ? plural(count, "time") : plural(count, "call")}</span>
        {place !== "errors" && failures > 0 && (
          <span className="font-semibold text-error">{formatCount(failures)} failed</span>
        )}
        {place === "errors" && "sessions" in item && <span>{plural(item.sessions, "session")}</span>}
        {latency && place !== "errors" && <span className="ml-auto">p95 {formatDuration(Number(latency.p95))}</span>}
        {entityKinds[place].costs && (
          <span className="text-ink">
            <MoneySum cost={cost} coverage={costCoverage} />
          </span>
        )}
      </span>
    </>
  );
}

function Failed({ count }: { count: number }) {
  if (count === 0) return <span className="text-quiet">–</span>;
  return (
    <span className="font-semibold text-error" title={formatExact(count)}>
      {formatCount(count)}
    </span>
  );
}

function Rate({ failures, calls: all }: { failures: number; calls: number }) {
  if (failures === 0 || all === 0) return <span className="text-quiet">–</span>;
  return <span title={`${formatExact(failures)} of ${formatExact(all)}`}>{formatShare(failures / all)}</span>;
}

function Duration({ nanos }: { nanos: string | undefined }) {
  if (nanos === undefined) return <span className="text-quiet">–</span>;
  return <span title={`${formatExact(Number(nanos))} ns`}>{formatDuration(Number(nanos))}</span>;
}
