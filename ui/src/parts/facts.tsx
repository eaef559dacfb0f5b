import type { ReactNode } from "react";

/** A line of small facts that wraps. */
export function Facts({ children }: { children: ReactNode }) {
  return <div className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1 text-table">{children}</div>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <span className="whitespace-nowrap">
      <span className="text-quiet">{name}</span> <span className="tabular-nums">{children}</span>
    </span>
  );
}
