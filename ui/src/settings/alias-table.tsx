import { ArrowRight } from "lucide-react";
import { inert } from "../../../receiver/src/inert.ts";
import type { Alias } from "../../../receiver/src/pricing/own-prices.ts";
import { RowActions } from "./row-actions.tsx";

interface AliasTableProps {
  readonly aliases: readonly Alias[];
  readonly onEdit: (alias: Alias) => void;
  readonly onRemove: (alias: Alias) => void;
  readonly onRaise: (alias: Alias) => void;
}

/** In the order in which they are tried. */
export function AliasTable({ aliases, onEdit, onRemove, onRaise }: AliasTableProps) {
  if (aliases.length === 0) {
    return (
      <p className="text-quiet">None yet. An alias says under which name the price of a model is to be looked up.</p>
    );
  }
  return (
    <ul aria-label="Aliases">
      {aliases.map((alias, at) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: two may be alike
          key={at}
          className="flex items-center gap-2 border-line border-b py-1 text-table last:border-b-0 hover:bg-hover"
        >
          <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2">
            <Name model={alias.model} provider={alias.provider} />
            <ArrowRight size={13} className="shrink-0 text-quiet" role="img" aria-label="is priced as" />
            <Name model={alias.asModel} provider={alias.asProvider} />
          </span>
          <RowActions
            name={alias.model}
            onRaise={at === 0 ? null : () => onRaise(alias)}
            onEdit={() => onEdit(alias)}
            onRemove={() => onRemove(alias)}
          />
        </li>
      ))}
    </ul>
  );
}

function Name({ model, provider }: { model: string; provider: string | undefined }) {
  return (
    <span className="max-w-full truncate" title={model}>
      <span className="font-mono">{inert(model)}</span>{" "}
      {provider && <span className="text-quiet">{inert(provider)}</span>}
    </span>
  );
}
