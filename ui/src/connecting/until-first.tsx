import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { newestQuery } from "../api/queries.ts";
import { Loading, Waiting } from "../parts/states.tsx";

const FirstRun = lazy(async () => ({ default: (await import("./first-run.tsx")).FirstRun }));

/**
 * A page of a project, or how to connect while there is nothing to show. Whoever waited for the first thing to come sees
 * it come, and says when to go on. Until it is known whether there is anything, the page asks for what it shows.
 */
export function UntilFirst({ project, children }: { project: string; children: ReactNode }) {
  const newest = useQuery(newestQuery(project));
  const [isWaiting, setWaiting] = useState(false);
  const first = newest.data?.items[0];
  const isEmpty = newest.data !== undefined && first === undefined;
  if (isEmpty && !isWaiting) setWaiting(true);
  if (newest.data === undefined && newest.failureReason) return <Waiting asked={newest} />;
  if (!isEmpty && !isWaiting) return children;
  return (
    <Suspense fallback={<Loading />}>
      <FirstRun project={project} first={first} onGoOn={() => setWaiting(false)} />
    </Suspense>
  );
}
