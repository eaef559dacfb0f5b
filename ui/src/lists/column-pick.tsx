import { Columns3 } from "lucide-react";
import { Popover } from "../parts/popover.tsx";

export type Density = "roomy" | "compact";

interface ColumnPickProps {
  readonly columns: readonly { readonly name: string; readonly label: string; readonly isShown: boolean }[];
  readonly onTurn: (name: string) => void;
  readonly density: Density;
  readonly onDensity: (density: Density) => void;
}

/** Which columns are shown, and how high a row is. */
export function ColumnPick({ columns, onTurn, density, onDensity }: ColumnPickProps) {
  return (
    <Popover
      label="Columns"
      look="chip"
      button={
        <>
          <Columns3 size={13} className="text-quiet" aria-hidden /> <span className="hidden lg:inline">Columns</span>
        </>
      }
    >
      {() => (
        <div className="w-56 p-1.5">
          {columns.map(({ name, label, isShown }, at) => (
            <label key={name} className="flex h-7 items-center gap-2 rounded-box px-2.5 hover:bg-hover">
              <input
                type="checkbox"
                checked={isShown}
                disabled={at === 0}
                onChange={() => onTurn(name)}
                className="accent-accent"
              />
              {label}
            </label>
          ))}
          <label className="mt-1.5 flex h-8 items-center gap-2 border-line border-t px-2.5 pt-1.5">
            <input
              type="checkbox"
              checked={density === "compact"}
              onChange={() => onDensity(density === "compact" ? "roomy" : "compact")}
              className="accent-accent"
            />
            Compact rows
          </label>
        </div>
      )}
    </Popover>
  );
}
