import { useQuery } from "@tanstack/react-query";
import { plural } from "../../../receiver/src/format.ts";
import { type ErrorShape, topErrorsQuery } from "../api/sum-queries.ts";
import { Link } from "../parts/link.tsx";
import { When } from "../parts/numbers.tsx";
import { Panel } from "../parts/panel.tsx";
import { Prose } from "../parts/value.tsx";
import { paths } from "../paths.ts";
import type { EntityAsking } from "./entity-asking.ts";

interface SampleProps extends EntityAsking {
  readonly name: string;
  readonly says: string | undefined;
}

/** The last message as it was, where that was, and who met it. */
export function ErrorSample({ project, time, narrowing, name, says }: SampleProps) {
  const { data } = useQuery(topErrorsQuery(project, time, narrowing, 200));
  const found = data?.items.find((item) => item.name === name && (item.detail ?? undefined) === says);
  return (
    <Panel className="min-h-[92px]">
      {data && !found && <p className="text-quiet">It did not occur in this time.</p>}
      {found && <Sample project={project} shape={found} />}
    </Panel>
  );
}

function Sample({ project, shape }: { project: string; shape: ErrorShape }) {
  const met = [
    shape.sessions > 0 && plural(shape.sessions, "session"),
    shape.users > 0 && plural(shape.users, "user"),
    shape.agents > 0 && plural(shape.agents, "agent"),
    shape.tools > 0 && plural(shape.tools, "tool"),
  ].filter((words) => words !== false);
  return (
    <>
      <p className="flex flex-wrap gap-x-4 text-quiet text-table">
        <span>
          Last <When nanos={shape.lastTime} />, first <When nanos={shape.firstTime} />
        </span>
        {met.length > 0 && <span>met by {met.join(", ")}</span>}
        <Link
          to={paths.trace(project, shape.lastTraceId, { span: shape.lastSpanId })}
          className="ml-auto font-semibold text-accent hover:underline"
        >
          Open where it was last
        </Link>
      </p>
      {shape.sample && (
        <p className="mt-2 rounded-box bg-error-ground px-3 py-2 font-mono text-table">
          <Prose text={shape.sample} shown={600} />
        </p>
      )}
    </>
  );
}
