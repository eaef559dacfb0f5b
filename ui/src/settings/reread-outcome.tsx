import { ArrowRight } from "lucide-react";
import { formatExact } from "../../../receiver/src/format.ts";
import { inert } from "../../../receiver/src/inert.ts";
import { Link } from "../parts/link.tsx";
import { paths } from "../paths.ts";
import { factWords, type RereadSum } from "./reread-sum.ts";

/** Which facts would be others, how often, and some of the spans. */
export function RereadOutcome({ project, sum }: { project: string; sum: RereadSum }) {
  const facts = [...sum.byFact].sort(([, one], [, other]) => other - one);
  return (
    <>
      <ul aria-label="Facts that would change" className="mt-1 flex flex-wrap gap-2">
        {facts.map(([fact, count]) => (
          <li key={fact} className="chip">
            <span className="font-mono text-table">{fact}</span>
            <span className="text-quiet text-table tabular-nums">{formatExact(count)}</span>
          </li>
        ))}
      </ul>
      <h3 className="mt-4 mb-1 font-semibold">For example</h3>
      <ul aria-label="Spans that would change">
        {sum.examples.map(({ traceId, spanId, name, changes }) => (
          <li key={`${traceId} ${spanId}`} className="border-line border-b py-1.5 text-table last:border-b-0">
            <Link
              to={paths.trace(project, traceId, { span: spanId })}
              title={name}
              className="block truncate font-medium text-accent hover:underline"
            >
              {inert(name) || "without a name"}
            </Link>
            {Object.entries(changes).map(([fact, [before, after]]) => (
              <span key={fact} className="flex flex-wrap items-center gap-x-1.5 [overflow-wrap:anywhere]">
                <span className="text-quiet">{fact}</span>
                <Fact value={before} />
                <ArrowRight size={12} className="shrink-0 text-quiet" role="img" aria-label="becomes" />
                <Fact value={after} />
              </span>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

function Fact({ value }: { value: unknown }) {
  const words = factWords(value);
  return words === "nothing" ? (
    <span className="text-quiet italic">nothing</span>
  ) : (
    <span className="font-mono">{inert(words)}</span>
  );
}
