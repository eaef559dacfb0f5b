import { plural } from "../../../receiver/src/format.ts";
import { inert } from "../../../receiver/src/inert.ts";
import type { Alias, OwnPrice, OwnPriceBook } from "../../../receiver/src/pricing/own-prices.ts";
import type { Entity } from "../api/sum-queries.ts";
import { Panel, PanelTitle } from "../parts/panel.tsx";
import { isCovered } from "./price-book.ts";

interface UnpricedProps {
  readonly models: readonly Entity[];
  readonly book: OwnPriceBook;
  readonly onPrice: (price: Partial<OwnPrice>) => void;
  readonly onAlias: (alias: Partial<Alias>) => void;
}

/** The models of whose calls nobody knows the cost, and what can be done about each. */
export function UnpricedModels({ models, book, onPrice, onAlias }: UnpricedProps) {
  const priceless = models.filter(({ tokens }) => tokens !== null);
  if (priceless.length === 0) return null;
  return (
    <Panel>
      <PanelTitle aside="the last 30 days">Models without a price</PanelTitle>
      <p className="text-quiet">What their calls cost is in no sum.</p>
      <ul aria-label="Models without a price" className="mt-2">
        {priceless.map(({ name, detail, calls }) => {
          const named = { model: name, ...(detail && { provider: detail }) };
          return (
            <li
              key={`${name} ${detail}`}
              className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b py-1.5 last:border-b-0"
            >
              <span className="hatched size-2.5 shrink-0 rounded-xs" aria-hidden />
              <span className="min-w-0 truncate font-mono text-table" title={name}>
                {inert(name)}
              </span>
              {detail && <span className="min-w-0 truncate text-quiet text-table">{detail}</span>}
              <span className="text-quiet text-table tabular-nums">{plural(calls, "call")}</span>
              {isCovered(book, named) ? (
                <span className="ml-auto flex h-7 items-center text-quiet">
                  has one for what comes; price again below
                </span>
              ) : (
                <span className="ml-auto flex gap-2">
                  <button
                    type="button"
                    onClick={() => onPrice(named)}
                    aria-label={`Set a price for ${name}`}
                    className="chip"
                  >
                    Set a price
                  </button>
                  <button
                    type="button"
                    onClick={() => onAlias(named)}
                    aria-label={`Set an alias for ${name}`}
                    className="chip"
                  >
                    Set an alias
                  </button>
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
