import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  lazyRouteComponent,
  Outlet,
} from "@tanstack/react-router";
import { Suspense } from "react";
import { readCompareSearch } from "./compare-search.ts";
import { readLiveSearch } from "./live-search.ts";
import { HomePage } from "./pages/home-page.tsx";
import { SessionsPage } from "./pages/sessions-page.tsx";
import { TracesPage } from "./pages/traces-page.tsx";
import { PaletteField } from "./palette/palette-field.tsx";
import { Frame } from "./parts/frame.tsx";
import { Link } from "./parts/link.tsx";
import { Empty, Failure, Loading } from "./parts/states.tsx";
import { type EntityPlace, paths } from "./paths.ts";
import { parseSearch, readListSearch, readTimeSearch, readTraceSearch, stringifySearch } from "./search.ts";
import { readSessionSearch } from "./session-search.ts";
import { readSettingSearch } from "./settings-search.ts";
import {
  type EntitySearch,
  readChartSearch,
  readEntitiesSearch,
  readEntitySearch,
  readFindingSearch,
  readSumSearch,
} from "./sum-search.ts";

/** What a page is told of its address: what is read, and nothing else that stands there. */
const by = <Search extends object>(read: (raw: Readonly<Record<string, unknown>>) => Search) => ({
  select: read,
  // The same value for the same address.
  structuralSharing: true as const,
});

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const home = createRoute({ getParentRoute: () => root, path: "/", component: HomePage });

/** All pages of a project stand in one frame, which stays while they change. */
const project = createRoute({
  getParentRoute: () => root,
  path: "/p/$project",
  component: function Project() {
    const { project: id } = project.useParams();
    return (
      <Frame project={id} jump={<PaletteField key={id} project={id} />}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </Frame>
    );
  },
});

/** The pages below have a time of their own, chosen in the top bar. */
const staticData = { hasTime: true } as const;
const inProject = { getParentRoute: () => project } as const;

const OverviewPage = lazyRouteComponent(() => import("./pages/overview-page.tsx"), "OverviewPage");
const overview = createRoute({
  ...inProject,
  path: "overview",
  staticData,
  component: () => <OverviewPage {...overview.useParams()} search={overview.useSearch(by(readChartSearch))} />,
});

const traces = createRoute({
  ...inProject,
  path: "traces",
  staticData,
  component: () => <TracesPage {...traces.useParams()} search={traces.useSearch(by(readListSearch))} />,
});

const TracePage = lazyRouteComponent(() => import("./pages/trace-page.tsx"), "TracePage");
const trace = createRoute({
  ...inProject,
  path: "traces/$traceId",
  component: function Trace() {
    const params = trace.useParams();
    return <TracePage key={params.traceId} {...params} search={trace.useSearch(by(readTraceSearch))} />;
  },
});

const sessions = createRoute({
  ...inProject,
  path: "sessions",
  staticData,
  component: () => <SessionsPage {...sessions.useParams()} search={sessions.useSearch(by(readListSearch))} />,
});

const SessionPage = lazyRouteComponent(() => import("./pages/session-page.tsx"), "SessionPage");
const session = createRoute({
  ...inProject,
  path: "sessions/$sessionId",
  component: function Session() {
    const params = session.useParams();
    return <SessionPage key={params.sessionId} {...params} search={session.useSearch(by(readSessionSearch))} />;
  },
});

const CostPage = lazyRouteComponent(() => import("./pages/cost-page.tsx"), "CostPage");
const cost = createRoute({
  ...inProject,
  path: "cost",
  staticData,
  component: () => <CostPage {...cost.useParams()} search={cost.useSearch(by(readSumSearch))} />,
});

const EntitiesPage = lazyRouteComponent(() => import("./pages/entities-page.tsx"), "EntitiesPage");
const EntityPage = lazyRouteComponent(() => import("./pages/entity-page.tsx"), "EntityPage");

/** The list of agents, tools, users, models or errors, and the page of each one. */
function entityRoutes<Place extends EntityPlace>(place: Place) {
  const list = createRoute({
    ...inProject,
    path: place,
    staticData,
    component: function Entities() {
      const params: { project: string } = list.useParams();
      return <EntitiesPage {...params} place={place} search={list.useSearch(by(readEntitiesSearch))} />;
    },
  });
  const one = createRoute({
    ...inProject,
    path: `${place}/$name`,
    staticData,
    component: function Entity() {
      const params: { project: string; name: string } = one.useParams();
      const search: EntitySearch = one.useSearch(by(readEntitySearch));
      return <EntityPage key={`${params.name} ${search.says}`} {...params} place={place} search={search} />;
    },
  });
  return [list, one];
}

const FindingsPage = lazyRouteComponent(() => import("./pages/findings-page.tsx"), "FindingsPage");
const findings = createRoute({
  ...inProject,
  path: "findings",
  staticData,
  component: () => <FindingsPage {...findings.useParams()} search={findings.useSearch(by(readFindingSearch))} />,
});

const ComparePage = lazyRouteComponent(() => import("./pages/compare-page.tsx"), "ComparePage");
const compare = createRoute({
  ...inProject,
  path: "compare",
  component: () => <ComparePage {...compare.useParams()} search={compare.useSearch(by(readCompareSearch))} />,
});

const LivePage = lazyRouteComponent(() => import("./pages/live-page.tsx"), "LivePage");
const live = createRoute({
  ...inProject,
  path: "live",
  component: () => <LivePage {...live.useParams()} search={live.useSearch(by(readLiveSearch))} />,
});

const IngestPage = lazyRouteComponent(() => import("./pages/ingest-page.tsx"), "IngestPage");
const ingest = createRoute({
  ...inProject,
  path: "ingest",
  staticData,
  component: () => <IngestPage {...ingest.useParams()} search={ingest.useSearch(by(readTimeSearch))} />,
});

const SettingsPage = lazyRouteComponent(() => import("./pages/settings-page.tsx"), "SettingsPage");
const settings = createRoute({
  ...inProject,
  path: "settings",
  component: () => <SettingsPage {...settings.useParams()} search={settings.useSearch(by(readSettingSearch))} />,
});

const ConnectPage = lazyRouteComponent(() => import("./pages/connect-page.tsx"), "ConnectPage");
const connect = createRoute({
  ...inProject,
  path: "connect",
  component: () => <ConnectPage {...connect.useParams()} />,
});

/** A page that could not be drawn, or not be fetched; the frame around it stays. */
function Broken({ error, reset }: ErrorComponentProps) {
  return <Failure error={error instanceof Error ? error : new Error(String(error))} retry={reset} />;
}

function NotFound() {
  return (
    <Empty title="There is no such page">
      <Link to={paths.home()} className="font-semibold text-accent hover:underline">
        Go to the overview
      </Link>
    </Empty>
  );
}

const entities = (["agents", "tools", "users", "models", "errors"] as const).flatMap(entityRoutes);

export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren([
      home,
      project.addChildren([
        overview,
        traces,
        trace,
        sessions,
        session,
        live,
        cost,
        ...entities,
        findings,
        compare,
        ingest,
        connect,
        settings,
      ]),
    ]),
    defaultErrorComponent: Broken,
    parseSearch,
    stringifySearch,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
  interface StaticDataRouteOption {
    hasTime?: true;
  }
}
