import { useState } from "react";
import { formatCount, formatMoment, plural } from "../../../receiver/src/format.ts";
import type { Session } from "../../../receiver/src/model/session.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import { costWords } from "../parts/cost-words.ts";
import { Money, MoneySum } from "../parts/numbers.tsx";
import { SetPrice } from "../parts/set-price.tsx";
import { Empty } from "../parts/states.tsx";
import { nameOfSpan, type SpanName } from "../session-search.ts";
import { hasCost } from "../trace/has-cost.ts";
import { partsOfCost } from "./parts-of-cost.ts";

interface CostLedgerProps {
  readonly project: string;
  readonly session: Session;
  readonly spans: readonly Span[];
  readonly selected: string | undefined;
  readonly onSelect: (span: SpanName) => void;
}

const step = 200;
const sources = { reported: "reported", computed: "computed", estimated: "estimated" } as const;

/** Each call that counts with what its parts cost and who says so; hatched where nobody knows. */
export function CostLedger({ project, session, spans, selected, onSelect }: CostLedgerProps) {
  const [shown, setShown] = useState(step);
  const calls = spans.filter((span) => span.countsTowardTotals && hasCost(span));
  if (calls.length === 0) {
    return <Empty title="Nothing here cost anything">No call of a model was recorded in this session.</Empty>;
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled with the keyboard too */}
      <div tabIndex={0} className="overflow-x-auto">
        <table aria-label="Cost of each call" className="w-full min-w-[720px] text-table tabular-nums">
          <thead className="text-quiet">
            <tr className="border-line border-b">
              <th className="py-1.5 text-left font-normal">When</th>
              <th className="text-left font-normal">Call</th>
              {["Cost", "Input", "From cache", "Into cache", "Output"].map((name) => (
                <th key={name} className="pl-3 text-right font-normal">
                  {name}
                </th>
              ))}
              <th className="pl-4 text-left font-normal">Known by</th>
            </tr>
          </thead>
          <tbody>
            {calls.slice(0, shown).map((call) => (
              <Row key={nameOfSpan(call)} {...{ project, call, onSelect }} isOn={nameOfSpan(call) === selected} />
            ))}
          </tbody>
          <tfoot>
            <tr className="font-semibold">
              <td colSpan={2} className="py-2">
                The whole session
              </td>
              <td className="pl-3 text-right">
                <MoneySum cost={session.cost} coverage={session.costCoverage} />
              </td>
              <td colSpan={5} />
            </tr>
          </tfoot>
        </table>
      </div>
      {calls.length > shown && (
        <button type="button" onClick={() => setShown(shown + step)} className="chip my-3">
          Show more, {plural(calls.length - shown, "call")} left
        </button>
      )}
    </>
  );
}

interface RowProps {
  readonly project: string;
  readonly call: Span;
  readonly isOn: boolean;
  readonly onSelect: (span: SpanName) => void;
}

function Row({ project, call, isOn, onSelect }: RowProps) {
  const { cost, noCostBecause, startTime, agentName } = call;
  return (
    <tr className={`border-line border-b ${isOn ? "bg-picked" : "hover:bg-hover"}`}>
      <td className="whitespace-nowrap py-1.5 pr-3 text-quiet" title={formatMoment(startTime)}>
        {formatMoment(startTime).slice(11, 19)}
      </td>
      <td className="max-w-32 truncate pr-2 md:max-w-72">
        <button type="button" onClick={() => onSelect(call)} className="max-w-full truncate text-left hover:underline">
          <span className="font-medium">{call.model ?? call.responseModel ?? call.name}</span>{" "}
          <span className="text-quiet">{agentName}</span>
        </button>
      </td>
      <td className="whitespace-nowrap pl-3 text-right font-medium">
        {noCostBecause === "failed" ? <span className="text-quiet">none</span> : <Money cost={cost} />}
      </td>
      {partsOfCost(call).map(({ name, tokens, dollars }) => (
        <td key={name} className="whitespace-nowrap pl-3 text-right">
          {dollars === null ? (
            <span className="text-quiet">–</span>
          ) : (
            <span title={`$${dollars}`}>{formatDollars(dollars)}</span>
          )}
          <span className="block text-[11px] text-quiet">{tokens === null ? "" : `${formatCount(tokens)} tokens`}</span>
        </td>
      ))}
      <td className="pl-4 text-quiet" title={cost ? costWords(cost) : undefined}>
        {cost ? sources[cost.source] : noCostBecause === "failed" ? "the call failed" : "no price is known"}
        {needsPrice(call) && (
          <span className="block">
            <SetPrice project={project} model={call.responseModel ?? call.model ?? ""} provider={call.provider} />
          </span>
        )}
        {cost?.priceVersion && <span className="block text-[11px]">{cost.priceVersion}</span>}
      </td>
    </tr>
  );
}

/** A price would tell its cost: it has a model and used something. */
const needsPrice = ({ cost, noCostBecause, model, responseModel, tokens }: Span) =>
  cost === null && noCostBecause !== "failed" && tokens !== null && (responseModel ?? model) !== null;

const formatDollars = (dollars: string) => {
  const value = Number(dollars);
  return value === 0 ? "$0" : `$${value.toFixed(Math.min(10, Math.max(2, 1 - Math.floor(Math.log10(value)))))}`;
};
