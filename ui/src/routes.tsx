import { createRootRoute, createRoute, createRouter, Outlet } from "@tanstack/react-router";
import { HomePage } from "./pages/home-page.tsx";
import { IngestPage } from "./pages/ingest-page.tsx";
import { SessionPage } from "./pages/session-page.tsx";
import { SessionsPage } from "./pages/sessions-page.tsx";
import { TracePage } from "./pages/trace-page.tsx";
import { TracesPage } from "./pages/traces-page.tsx";
import { Frame } from "./parts/frame.tsx";
import { Link } from "./parts/link.tsx";
import { Empty } from "./parts/states.tsx";
import { paths } from "./paths.ts";
import { parseSearch, readIngestSearch, readListSearch, readTraceSearch, stringifySearch } from "./search.ts";

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const home = createRoute({ getParentRoute: () => root, path: "/", component: HomePage });

const traces = createRoute({
  getParentRoute: () => root,
  path: "/p/$project/traces",
  validateSearch: readListSearch,
  component: function Traces() {
    const { project } = traces.useParams();
    return (
      <Frame project={project} place="traces">
        <TracesPage project={project} search={traces.useSearch()} />
      </Frame>
    );
  },
});

const trace = createRoute({
  getParentRoute: () => root,
  path: "/p/$project/traces/$traceId",
  validateSearch: readTraceSearch,
  component: function Trace() {
    const { project, traceId } = trace.useParams();
    return (
      <Frame project={project} place="traces">
        <TracePage key={traceId} project={project} traceId={traceId} search={trace.useSearch()} />
      </Frame>
    );
  },
});

const sessions = createRoute({
  getParentRoute: () => root,
  path: "/p/$project/sessions",
  validateSearch: readListSearch,
  component: function Sessions() {
    const { project } = sessions.useParams();
    return (
      <Frame project={project} place="sessions">
        <SessionsPage project={project} search={sessions.useSearch()} />
      </Frame>
    );
  },
});

const session = createRoute({
  getParentRoute: () => root,
  path: "/p/$project/sessions/$sessionId",
  component: function Session() {
    const { project, sessionId } = session.useParams();
    return (
      <Frame project={project} place="sessions">
        <SessionPage key={sessionId} project={project} sessionId={sessionId} />
      </Frame>
    );
  },
});

const ingest = createRoute({
  getParentRoute: () => root,
  path: "/p/$project/ingest",
  validateSearch: readIngestSearch,
  component: function Ingest() {
    const { project } = ingest.useParams();
    return (
      <Frame project={project} place="ingest">
        <IngestPage project={project} search={ingest.useSearch()} />
      </Frame>
    );
  },
});

function NotFound() {
  return (
    <Empty title="There is no such page">
      <Link to={paths.home()} className="font-semibold text-accent hover:underline">
        Go to the traces
      </Link>
    </Empty>
  );
}

export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren([home, traces, trace, sessions, session, ingest]),
    parseSearch,
    stringifySearch,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
