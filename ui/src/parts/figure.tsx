import type { ReactNode } from "react";

interface FigureProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly change: ReactNode;
  readonly note?: ReactNode;
}

/** One number of a description list, with how it changed. */
export function Figure({ label, value, change, note }: FigureProps) {
  return (
    <div className="min-h-[92px] min-w-0 rounded-box border border-line bg-raised px-4 py-3">
      <dt className="text-quiet text-table">{label}</dt>
      <dd className="mt-0.5 flex flex-wrap items-baseline gap-x-2.5">
        <span className="font-semibold text-[20px] tabular-nums tracking-tight">{value}</span>
        <span className="text-table">{change}</span>
      </dd>
      {note && <dd className="text-quiet text-table">{note}</dd>}
    </div>
  );
}
