import { useQuery } from "@tanstack/react-query";
import { Check, ChevronsUpDown } from "lucide-react";
import { projectsQuery } from "../api/queries.ts";
import { paths } from "../paths.ts";
import { Link } from "./link.tsx";
import { Popover } from "./popover.tsx";

/** Which project is looked at; with only one it is just its name. */
export function ProjectPick({ project }: { project: string }) {
  const { data } = useQuery(projectsQuery);
  const projects = data?.items ?? [];
  const name = projects.find(({ id }) => id === project)?.name ?? project;
  if (projects.length < 2) return <span className="max-w-40 truncate px-1 font-semibold">{name}</span>;
  return (
    <Popover
      label="Project"
      look="flex h-[28px] max-w-44 items-center gap-1.5 rounded-box px-1.5 font-semibold hover:bg-hover"
      button={
        <>
          <span className="truncate">{name}</span>
          <ChevronsUpDown size={13} className="shrink-0 text-quiet" aria-hidden />
        </>
      }
    >
      {(close) => (
        <div className="min-w-44 max-w-72 p-1.5">
          {projects.map(({ id, name: itsName }) => (
            <Link
              key={id}
              to={paths.place(id, "overview")}
              onClick={close}
              aria-current={id === project || undefined}
              className="flex h-8 items-center gap-2 rounded-box px-2.5 hover:bg-hover"
            >
              <span className="min-w-0 flex-1 truncate">{itsName}</span>
              {id === project && <Check size={14} className="text-accent" aria-hidden />}
            </Link>
          ))}
        </div>
      )}
    </Popover>
  );
}
