import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import type { Alias, OwnPrice, OwnPriceBook } from "../../../receiver/src/pricing/own-prices.ts";
import { unpricedQuery } from "../api/sum-queries.ts";
import { useGo } from "../parts/link.tsx";
import { Panel, PanelTitle } from "../parts/panel.tsx";
import { Loading, Waiting } from "../parts/states.tsx";
import { paths } from "../paths.ts";
import type { SettingSearch } from "../settings-search.ts";
import { AliasDialog } from "./alias-dialog.tsx";
import { AliasTable } from "./alias-table.tsx";
import { PriceAgain, priceAgain } from "./price-again.tsx";
import { aliasesTurned, pricesTurned, withNewAlias, withNewPrice } from "./price-book.ts";
import { PriceDialog } from "./price-dialog.tsx";
import { PriceTable } from "./price-table.tsx";
import { Refused } from "./refused.tsx";
import { withoutRow, withRowAs, withRowRaised } from "./rows.ts";
import { useSettingChanges } from "./setting-changes.ts";
import { UnpricedModels } from "./unpriced-models.tsx";

/** What is being filled in; `was` is the row that it changes. */
type Filling =
  | { readonly price: Partial<OwnPrice>; readonly was?: OwnPrice }
  | { readonly alias: Partial<Alias>; readonly was?: Alias };

/** The project's own prices and names for models, and what is stored priced again by them. */
export function PricesPart({ project, search }: { project: string; search: SettingSearch }) {
  const { asked, value, save, act, failure } = useSettingChanges(project, "prices");
  const [filling, setFilling] = useState<Filling>();
  const go = useGo();
  const { model, provider, ...here } = search;
  const linked: Filling | undefined = model ? { price: { model, ...(provider && { provider }) } } : undefined;
  const shown = filling ?? linked;
  function close() {
    setFilling(undefined);
    if (linked) go(paths.settings(project, here), { replace: true });
  }
  const unpriced = useQuery(unpricedQuery(project, { last: "30d", live: "off" }));
  // Both at once: what stands above would move what is being read.
  if (!value) return <Waiting asked={asked} />;
  if (unpriced.isPending && !unpriced.failureReason) return <Loading />;
  return (
    <>
      <Refused failure={failure} />
      <UnpricedModels
        models={unpriced.data?.items ?? []}
        book={value}
        onPrice={(price) => setFilling({ price })}
        onAlias={(alias) => setFilling({ alias })}
      />
      <Panel>
        <PanelTitle aside={<Add onClick={() => setFilling({ price: {} })}>Add a price</Add>}>Prices</PanelTitle>
        <PriceTable
          prices={value.prices}
          onEdit={(was) => setFilling({ price: was, was })}
          onRemove={(was) =>
            act(
              `Price for ${was.model} removed.`,
              (book) => pricesTurned(book, (rows) => withoutRow(rows, was)),
              priceAgain,
            )
          }
          onRaise={(was) =>
            act(`${was.model} is tried earlier.`, (book) => pricesTurned(book, (rows) => withRowRaised(rows, was)))
          }
        />
      </Panel>
      <Panel>
        <PanelTitle aside={<Add onClick={() => setFilling({ alias: {} })}>Add an alias</Add>}>Aliases</PanelTitle>
        <AliasTable
          aliases={value.aliases}
          onEdit={(was) => setFilling({ alias: was, was })}
          onRemove={(was) =>
            act(
              `Alias of ${was.model} removed.`,
              (book) => aliasesTurned(book, (rows) => withoutRow(rows, was)),
              priceAgain,
            )
          }
          onRaise={(was) =>
            act(`${was.model} is tried earlier.`, (book) => aliasesTurned(book, (rows) => withRowRaised(rows, was)))
          }
        />
      </Panel>
      <PriceAgain project={project} />
      {shown && "price" in shown && (
        <PriceDialog
          key={JSON.stringify(shown)}
          project={project}
          title={shown.was ? "Edit the price" : "Add a price"}
          price={shown.price}
          onClose={close}
          onSave={(price) =>
            save(`Price for ${price.model} saved.`, (book) => withPrice(book, price, shown.was), priceAgain)
          }
        />
      )}
      {shown && "alias" in shown && (
        <AliasDialog
          key={JSON.stringify(shown)}
          project={project}
          title={shown.was ? "Edit the alias" : "Add an alias"}
          alias={shown.alias}
          onClose={close}
          onSave={(alias) =>
            save(`Alias of ${alias.model} saved.`, (book) => withAlias(book, alias, shown.was), priceAgain)
          }
        />
      )}
    </>
  );
}

const withPrice = (book: OwnPriceBook, price: OwnPrice, was: OwnPrice | undefined) =>
  was ? pricesTurned(book, (rows) => withRowAs(rows, was, price)) : withNewPrice(book, price);
const withAlias = (book: OwnPriceBook, alias: Alias, was: Alias | undefined) =>
  was ? aliasesTurned(book, (rows) => withRowAs(rows, was, alias)) : withNewAlias(book, alias);

function Add({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <button type="button" onClick={onClick} className="chip text-body text-ink hover:border-quiet">
      <Plus size={12} aria-hidden /> {children}
    </button>
  );
}
