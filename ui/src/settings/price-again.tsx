import { useQueryClient } from "@tanstack/react-query";
import { formatExact, formatMoney } from "../../../receiver/src/format.ts";
import type { RepricedModel } from "../../../receiver/src/history/reprice.ts";
import { differenceOf, type RepricedSum, repricedSum } from "../../../receiver/src/history/repriced-sum.ts";
import { inert } from "../../../receiver/src/inert.ts";
import { client } from "../api/client.ts";
import { Again, showAgain } from "./again.tsx";
import { repricedWords } from "./repriced.ts";

const id = "price-again";

/** What one may want to do once prices are others. */
export const priceAgain = {
  label: "Price again",
  act: () => showAgain(id),
} as const;

/** Prices hold for what comes from now on; what is stored is priced anew where that is wanted. */
export function PriceAgain({ project }: { project: string }) {
  const cache = useQueryClient();
  return (
    <Again
      id={id}
      title="Price again"
      about="New prices count for calls that come in from now on. What is stored keeps its cost until it is priced again, each call as of its own day. Reported costs are left alone."
      look="Show the difference"
      apply="Store the new costs"
      ask={({ from, cursor, apply }, signal) =>
        client.project(project).post("reprice", {}, { from, apply, ...(cursor && { cursor }) }, signal)
      }
      add={repricedSum}
      changedIn={({ changed }) => changed}
      words={repricedWords}
      outcome={(sum) => <Difference sum={sum} />}
      onStored={() => void cache.invalidateQueries({ queryKey: [project] })}
    />
  );
}

const number = "py-1.5 pl-3 text-right font-normal tabular-nums whitespace-nowrap";

function Difference({ sum }: { sum: RepricedSum }) {
  const models = [...sum.models.values()].sort((one, other) => other.changed - one.changed);
  return (
    <table aria-label="What would cost something else" className="mt-2 w-full table-fixed text-table">
      <thead className="text-quiet">
        <tr className="border-line border-b">
          <th className="py-1.5 text-left font-normal">Model</th>
          <th className={`${number} hidden w-20 sm:table-cell`}>Calls</th>
          <th className={`${number} w-20 sm:w-28`}>Before</th>
          <th className={`${number} w-20 sm:w-28`}>Now</th>
          <th className={`${number} hidden w-28 sm:table-cell`}>Difference</th>
        </tr>
      </thead>
      <tbody>
        {models.map((one) => (
          <tr key={JSON.stringify([one.provider, one.model])} className="border-line border-b last:border-b-0">
            <th scope="row" className="py-1.5 text-left font-normal">
              <span className="block truncate font-mono" title={one.model ?? undefined}>
                {one.model === null ? "no model told" : inert(one.model)}
              </span>
              <span className="block truncate text-quiet">{one.provider}</span>
            </th>
            <td className={`${number} hidden sm:table-cell`}>{formatExact(one.changed)}</td>
            <Amount model={one} when="before" />
            <Amount model={one} when="after" />
            <td className={`${number} hidden sm:table-cell`}>
              <span title={`$${differenceOf(one)}`}>{signed(differenceOf(one))}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What is known to be paid, and of how many calls nothing is known. */
function Amount({ model, when }: { model: RepricedModel; when: "before" | "after" }) {
  const unknown = when === "before" ? model.unknownBefore : model.unknownAfter;
  return (
    <td className={number}>
      <span title={`$${model[when]}`}>{unknown === model.calls ? "–" : formatMoney(model[when])}</span>
      {unknown > 0 && (
        <span className="block text-quiet">
          <span className="hatched mr-1 inline-block size-2.5 rounded-xs align-[-1px]" aria-hidden />
          {formatExact(unknown)} unknown
        </span>
      )}
    </td>
  );
}

const signed = (amount: string) =>
  amount.startsWith("-") ? `−${formatMoney(amount.slice(1))}` : amount === "0" ? "none" : `+${formatMoney(amount)}`;
