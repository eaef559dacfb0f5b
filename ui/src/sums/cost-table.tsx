import { ArrowDown, ArrowUp } from "lucide-react";
import { useState } from "react";
import { formatCount, formatExact, plural } from "../../../receiver/src/format.ts";
import type { UsageDimension } from "../../../receiver/src/model/usage.ts";
import type { UsageAnswer } from "../api/usage-queries.ts";
import { Swatch } from "../charts/swatch.tsx";
import { CoverageBar } from "../parts/coverage-bar.tsx";
import { Link } from "../parts/link.tsx";
import { MoneySum, TokenCount } from "../parts/numbers.tsx";
import { Panel } from "../parts/panel.tsx";
import { SetPrice } from "../parts/set-price.tsx";
import { ShareBar } from "../parts/share-bar.tsx";
import { formatShare } from "../parts/share-words.ts";
import { Empty, Waiting } from "../parts/states.tsx";
import { paths } from "../paths.ts";
import type { SumMeasure, SumSearch } from "../sum-search.ts";
import { type CostRow, type CostSort, costRows, costSorts } from "./cost-rows.ts";
import { dimensionWords, nextDimension } from "./cost-words.ts";

interface CostTableProps {
  readonly project: string;
  readonly search: SumSearch;
  readonly by: UsageDimension;
  readonly measure: SumMeasure;
  readonly groups: {
    readonly data: UsageAnswer | undefined;
    readonly failureReason: Error | null;
    readonly refetch: () => Promise<unknown>;
  };
}

const step = 50;
const number = "py-1.5 pl-4 text-right font-normal tabular-nums whitespace-nowrap";
const wide = `${number} hidden md:table-cell`;

/** Each part of what is summed: how much of all it is, and what is known of it. A part leads further into itself. */
export function CostTable({ project, search, by, measure, groups }: CostTableProps) {
  const [shown, setShown] = useState(step);
  if (!groups.data) return <Waiting asked={groups} />;
  const sort = costSorts.find((one) => one === search.sort);
  const rows = costRows(groups.data.items, { by, measure, sort, isAscending: search.order === "asc" });
  if (rows.length === 0)
    return <Empty title="Nothing was called in this time">Look further back, or take a filter away.</Empty>;
  return (
    <Panel className="overflow-x-auto pt-2">
      <table aria-label={`By ${dimensionWords[by]}`} className="w-full text-table">
        <thead className="text-quiet">
          <tr className="border-line border-b">
            <th className="py-1.5 text-left font-normal capitalize">{dimensionWords[by]}</th>
            <th className="hidden w-1/4 py-1.5 pl-4 text-left font-normal sm:table-cell">Share of {measure}</th>
            <Head name="cost" label="Cost" {...{ project, search, measure }} />
            <Head name="calls" label="Calls" {...{ project, search, measure }} />
            <Head name="failed" label="Failed" isWide {...{ project, search, measure }} />
            <Head name="tokens" label="Tokens" isWide {...{ project, search, measure }} />
            <Head name="cached" label="Cached" isWide {...{ project, search, measure }} />
            <th className={wide}>Priced</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, shown).map((row) => (
            <Row key={JSON.stringify(row.name)} project={project} search={search} by={by} row={row} />
          ))}
        </tbody>
      </table>
      {rows.length > shown && (
        <button type="button" onClick={() => setShown(shown + step)} className="chip mt-3">
          Show {Math.min(step, rows.length - shown)} more of {formatExact(rows.length)}
        </button>
      )}
      {groups.data.isCut && <p className="mt-2 text-quiet">There are more; these are the 1,000 that called most.</p>}
    </Panel>
  );
}

interface HeadProps {
  readonly name: CostSort;
  readonly label: string;
  readonly isWide?: boolean;
  readonly project: string;
  readonly search: SumSearch;
  readonly measure: SumMeasure;
}

function Head({ name, label, isWide = false, project, search, measure }: HeadProps) {
  const isSorted = (search.sort ?? measure) === name;
  const isAscending = search.order === "asc";
  const Arrow = isAscending ? ArrowUp : ArrowDown;
  const turned = isSorted && !isAscending ? ("asc" as const) : undefined;
  return (
    <th
      className={isWide ? wide : number}
      aria-sort={isSorted ? (isAscending ? "ascending" : "descending") : undefined}
    >
      <Link
        to={paths.cost(project, { ...search, sort: name, order: turned })}
        replace
        className={`inline-flex items-center gap-1 hover:text-ink ${isSorted ? "font-semibold text-ink" : ""}`}
      >
        {isSorted && <Arrow size={12} aria-hidden />}
        {label}
      </Link>
    </th>
  );
}

interface RowProps {
  readonly project: string;
  readonly search: SumSearch;
  readonly by: UsageDimension;
  readonly row: CostRow;
}

function Row({ project, search, by, row: { name, usage, share, hue } }: RowProps) {
  const { cost, costCoverage, calls, errors, tokens } = usage;
  const inside = { ...search, [by]: name ?? undefined, by: nextDimension(by), sort: undefined, order: undefined };
  return (
    <tr className="border-line border-b last:border-b-0 hover:bg-hover">
      <th scope="row" className="max-w-40 py-1.5 text-left font-normal sm:max-w-80">
        <span className="flex items-center gap-2">
          {hue ? <Swatch hue={hue} /> : <span className="size-2.5 shrink-0" />}
          {name === null ? (
            <span className="truncate text-quiet">no {dimensionWords[by]} told</span>
          ) : (
            <Link
              to={paths.cost(project, inside)}
              title={`${name}: look inside, by ${dimensionWords[nextDimension(by)]}`}
              className="truncate font-medium text-body hover:underline"
            >
              {name}
            </Link>
          )}
        </span>
      </th>
      <td className="hidden py-1.5 pl-4 sm:table-cell">
        <ShareBar share={share} {...(hue && { hue })} />
      </td>
      <td className={number}>
        <MoneySum cost={cost} coverage={costCoverage} />
      </td>
      <td className={number} title={formatExact(calls)}>
        {formatCount(calls)}
      </td>
      <td className={`${wide} ${errors > 0 ? "" : "text-quiet"}`} title={plural(errors, "failed call")}>
        {errors > 0 && calls > 0 ? formatShare(errors / calls) : "–"}
      </td>
      <td className={wide}>
        <TokenCount tokens={tokens} />
      </td>
      <td className={wide}>{tokens && tokens.input > 0 ? formatShare(tokens.cached / tokens.input) : <Nothing />}</td>
      <td className={wide}>
        {by === "model" && name !== null && cost === null && costCoverage.unknown > 0 && tokens !== null && (
          <span className="mr-3">
            <SetPrice project={project} model={name} />
          </span>
        )}
        <CoverageBar coverage={costCoverage} />
      </td>
    </tr>
  );
}

const Nothing = () => <span className="text-quiet">–</span>;
