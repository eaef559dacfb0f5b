import { useQuery } from "@tanstack/react-query";
import { plural } from "../../../receiver/src/format.ts";
import { topErrorsQuery } from "../api/sum-queries.ts";
import { Link } from "../parts/link.tsx";
import { StatusMark } from "../parts/marks.tsx";
import { When } from "../parts/numbers.tsx";
import { Panel, PanelTitle } from "../parts/panel.tsx";
import { paths } from "../paths.ts";
import type { EntityAsking } from "./entity-asking.ts";

/** How its calls fail. */
export function EntityErrors({ project, time, narrowing }: EntityAsking) {
  const { data } = useQuery(topErrorsQuery(project, time, narrowing, 6));
  if (!data || data.items.length === 0) return null;
  return (
    <Panel>
      <PanelTitle>How it fails</PanelTitle>
      <ul className="-mx-2">
        {data.items.map(({ name, detail, calls, lastTime }) => (
          <li key={JSON.stringify([name, detail])}>
            <Link
              to={paths.entity(project, "errors", name, { ...time, says: detail ?? undefined })}
              className="flex items-center gap-2.5 rounded-box px-2 py-1.5 hover:bg-hover"
            >
              <StatusMark status="error" />
              <span className="min-w-0 flex-1 truncate">{detail || name || "says nothing"}</span>
              <span className="hidden shrink-0 font-mono text-[11px] text-quiet sm:inline">{detail ? name : ""}</span>
              <span className="w-20 shrink-0 text-right text-table tabular-nums">{plural(calls, "time")}</span>
              <span className="hidden w-20 shrink-0 text-right text-quiet text-table tabular-nums sm:inline">
                <When nanos={lastTime} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
