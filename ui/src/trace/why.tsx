import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { formatExact } from "../../../receiver/src/format.ts";
import type { CostLine } from "../../../receiver/src/model/cost.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import { explanationQuery } from "../api/queries.ts";
import type { FactSource } from "../api/types.ts";
import { Waiting } from "../parts/states.tsx";
import { bucketName, factName, factValue, inReadingOrder, rateWords } from "./fact-words.ts";

/** Where each fact of a span came from; asked for when it is opened. */
export function Why({ project, span }: { project: string; span: Span }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="mx-4 mt-3" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit text-accent text-table hover:underline">Why these values?</summary>
      {isOpen && <Explanation project={project} span={span} />}
    </details>
  );
}

function Explanation({ project, span }: { project: string; span: Span }) {
  const asked = useQuery(explanationQuery(project, span.traceId, span.spanId));
  if (!asked.data) return <Waiting asked={asked} rows={4} />;
  return (
    <dl className="mt-1.5 rounded-box border border-line bg-ground px-3 text-table">
      {inReadingOrder(asked.data.explain).map(([field, source]) => (
        <Fact key={field} field={field} source={source} />
      ))}
    </dl>
  );
}

function Fact({ field, source }: { field: string; source: FactSource }) {
  const { attributes, reader, rule, lines = [] } = source;
  return (
    <div className="grid grid-cols-[7rem_minmax(0,1fr)] border-line border-b py-1.5 last:border-0">
      <dt className="text-quiet">{factName(field)}</dt>
      <dd>
        <p className="font-medium tabular-nums [overflow-wrap:anywhere]">{factValue(field, source)}</p>
        {attributes.map((attribute) => (
          <p key={attribute} className="font-mono text-[11px] [overflow-wrap:anywhere]">
            {attribute}
          </p>
        ))}
        <p className="text-[11px] text-quiet [overflow-wrap:anywhere]">
          {reader}: {rule}
        </p>
      </dd>
      {lines.length > 0 && <Arithmetic lines={lines} total={factValue(field, source)} />}
    </div>
  );
}

function Arithmetic({ lines, total }: { lines: readonly CostLine[]; total: string }) {
  return (
    <dd className="col-span-2 mt-1.5 overflow-x-auto">
      <table className="w-full tabular-nums">
        <thead className="text-[11px] text-quiet">
          <tr>
            <th className="text-left font-normal">Bucket</th>
            <Head>Quantity</Head>
            <Head>Rate</Head>
            <Head>Cost</Head>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.bucket} className="border-line border-t">
              <td className="py-0.5 pr-2">{bucketName(line)}</td>
              <Cell>{formatExact(line.quantity)}</Cell>
              <Cell>{rateWords(line)}</Cell>
              <Cell>${line.cost}</Cell>
            </tr>
          ))}
          <tr className="border-line border-t font-semibold">
            <td className="py-0.5">total</td>
            <td colSpan={3} className="py-0.5 text-right">
              {total}
            </td>
          </tr>
        </tbody>
      </table>
    </dd>
  );
}

function Head({ children }: { children: ReactNode }) {
  return <th className="pl-3 text-right font-normal">{children}</th>;
}

function Cell({ children }: { children: ReactNode }) {
  return <td className="whitespace-nowrap py-0.5 pl-3 text-right">{children}</td>;
}
