import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { ApiError } from "../../../receiver/src/client/api-error.ts";
import { isPassing } from "../api/client.ts";
import { KeyForm } from "./key-form.tsx";

/** Bars where rows will be, shown only when the answer takes a moment. */
export function Loading({ rows = 8 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading" className="animate-breathe space-y-3 p-4 delay-300">
      {Array.from({ length: rows }, (_, i) => `${92 - ((i * 29) % 41)}%`).map((width, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars never change
        <div key={i} className="h-3 rounded-xs bg-hover" style={{ width }} />
      ))}
    </div>
  );
}

interface Asked {
  /** Why the last try failed; set also while the next one is under way. */
  readonly failureReason: Error | null;
  readonly refetch: () => Promise<unknown>;
}

/** Until there is an answer: bars, or what stands in its way. */
export function Waiting({ asked, rows = 8 }: { asked: Asked; rows?: number }) {
  if (!asked.failureReason) return <Loading rows={rows} />;
  return <Failure error={asked.failureReason} retry={() => void asked.refetch()} />;
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="mx-auto max-w-md px-4 py-16 text-center">
      <p className="font-semibold">{title}</p>
      <div className="mt-1 text-quiet">{children}</div>
    </div>
  );
}

/** What went wrong and what to do; where a key is missing, the place to give it. */
export function Failure({ error, retry }: { error: Error; retry: () => void }) {
  const status = error instanceof ApiError ? error.status : undefined;
  if (status === 401 || status === 403) return <KeyForm said={error.message} onKept={retry} />;
  return (
    <div role="alert" className="m-4 flex max-w-xl items-start gap-3 rounded-box bg-error-ground p-4">
      <TriangleAlert size={16} className="mt-0.5 shrink-0 text-error" aria-hidden />
      <div>
        <p className="font-semibold">{status === 404 ? "Not here" : "That did not work"}</p>
        <p className="mt-0.5">{error.message}</p>
        {isPassing(error) && <p className="text-quiet">This page keeps trying by itself.</p>}
        <button type="button" onClick={retry} className="mt-2 font-semibold text-accent hover:underline">
          Try again
        </button>
      </div>
    </div>
  );
}
