import type { ReactNode } from "react";

/** A raised surface that holds one thing. */
export function Panel({ children, className = "" }: { children: ReactNode; className?: string }) {
  return <section className={`min-w-0 rounded-box border border-line bg-raised p-4 ${className}`}>{children}</section>;
}

export function PanelTitle({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  return (
    <div className="mb-2 flex min-h-6 flex-wrap items-center gap-x-3">
      <h2 className="font-semibold">{children}</h2>
      {aside && <span className="ml-auto text-quiet text-table">{aside}</span>}
    </div>
  );
}
