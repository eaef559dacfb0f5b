import type { ReactNode } from "react";
import { Link } from "./link.tsx";

interface TileProps {
  readonly label: string;
  /** Where all of it is. */
  readonly to: string;
  readonly value: ReactNode;
  readonly change: ReactNode;
  readonly below: ReactNode;
  readonly note: ReactNode;
}

/** One number that matters, how it changed and its course. Its room is the same before the numbers are there. */
export function Tile({ label, to, value, change, below, note }: TileProps) {
  return (
    <Link
      to={to}
      className="flex min-h-[150px] min-w-0 flex-col rounded-box border border-line bg-raised p-4 hover:border-quiet"
    >
      <span className="text-quiet text-table">{label}</span>
      <span className="mt-0.5 flex min-h-9 flex-wrap items-baseline gap-x-2.5">
        <span className="font-semibold text-[24px] tabular-nums tracking-tight">{value}</span>
        <span className="text-table">{change}</span>
      </span>
      <span className="mt-auto block pt-2">{below}</span>
      <span className="mt-2 block min-h-[17px] text-quiet text-table">{note}</span>
    </Link>
  );
}
