import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { projectsQuery } from "../api/queries.ts";
import { Waiting } from "../parts/states.tsx";
import { paths } from "../paths.ts";

/** Leads to the first project; before anything came there is only `default`. */
export function HomePage() {
  const projects = useQuery(projectsQuery);
  if (!projects.data) return <Waiting asked={projects} />;
  return <Navigate to={paths.home()} href={paths.place(projects.data.items[0]?.id ?? "default", "overview")} replace />;
}
