import { inert } from "../../../receiver/src/inert.ts";
import type { OwnPrice } from "../../../receiver/src/pricing/own-prices.ts";
import { daysWords, rarerRates, rates } from "./price-book.ts";
import { RowActions } from "./row-actions.tsx";

interface PriceTableProps {
  readonly prices: readonly OwnPrice[];
  readonly onEdit: (price: OwnPrice) => void;
  readonly onRemove: (price: OwnPrice) => void;
  readonly onRaise: (price: OwnPrice) => void;
}

const number = "py-1.5 pl-3 text-right font-normal tabular-nums whitespace-nowrap";
const roomy = "hidden md:table-cell";

/** In the order in which they are tried. */
export function PriceTable({ prices, onEdit, onRemove, onRaise }: PriceTableProps) {
  if (prices.length === 0) {
    return (
      <p className="text-quiet">
        None yet. The published prices hold; one of your own goes before them: for a contract with a discount, a
        gateway, a model you host.
      </p>
    );
  }
  return (
    <table aria-label="Prices" className="w-full table-fixed text-table">
      <caption className="caption-bottom pt-2 text-left text-quiet">
        US dollars for a million tokens. The first that fits a call counts.
      </caption>
      <thead className="text-quiet">
        <tr className="border-line border-b">
          <th className="py-1.5 text-left font-normal">Model</th>
          {rates.map(([name, label]) => (
            <th key={name} className={`${number} w-16 md:w-24 ${name.startsWith("cache") ? roomy : ""}`}>
              {label}
            </th>
          ))}
          <th className={`w-36 py-1.5 pl-4 text-left font-normal ${roomy}`}>Holds</th>
          <th className="w-[88px]">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {prices.map((price, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may be alike
          <tr key={at} className="border-line border-b last:border-b-0 hover:bg-hover">
            <th scope="row" className="py-1.5 text-left font-normal">
              <span className="block truncate font-mono" title={price.model}>
                {inert(price.model)}
              </span>
              <span className="block truncate text-quiet">{inert(price.provider ?? "any provider")}</span>
            </th>
            {rates.map(([name]) => (
              <td key={name} className={`${number} ${name.startsWith("cache") ? roomy : ""}`}>
                <Rate rate={price[name]} />
              </td>
            ))}
            <td className={`py-1.5 pl-4 text-quiet ${roomy}`}>{holdsWords(price)}</td>
            <td>
              <RowActions
                name={price.model}
                onRaise={at === 0 ? null : () => onRaise(price)}
                onEdit={() => onEdit(price)}
                onRemove={() => onRemove(price)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Rate({ rate }: { rate: string | number | undefined }) {
  return rate === undefined ? <span className="text-quiet">–</span> : <span className="block truncate">${rate}</span>;
}

function holdsWords(price: OwnPrice): string {
  const rarer = rarerRates
    .filter(([name]) => price[name] !== undefined)
    .map(([name, label]) => `${label} $${price[name]}`);
  const request = price.request === undefined ? [] : [`$${price.request} a request`];
  return [daysWords(price) || "always", price.tier, ...rarer, ...request].filter(Boolean).join(", ");
}
