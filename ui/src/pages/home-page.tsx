import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { projectsQuery } from "../api/queries.ts";
import { Failure, Loading } from "../parts/states.tsx";
import { paths } from "../paths.ts";

/** Leads to the first project; before anything came there is only `default`. */
export function HomePage() {
  const projects = useQuery(projectsQuery);
  if (projects.isPending) return <Loading />;
  if (projects.isError) return <Failure error={projects.error} retry={() => void projects.refetch()} />;
  return <Navigate to={paths.home()} href={paths.traces(projects.data.items[0]?.id ?? "default")} replace />;
}
