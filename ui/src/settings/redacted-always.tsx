import { Panel, PanelTitle } from "../parts/panel.tsx";

const byLooks = [
  ["sk-…  sk-proj-…  sk-ant-…", "provider-key"],
  ["AKIA…  ASIA…", "aws-key"],
  ["AIza…", "google-key"],
  ["ghp_  gho_  ghs_  github_pat_", "github-token"],
  ["glpat-", "gitlab-token"],
  ["xoxb-  xoxp- …", "slack-token"],
  ["sk_live_  rk_live_", "stripe-key"],
  ["hf_", "huggingface-token"],
  ["npm_", "npm-token"],
  ["eyJ….….…", "jwt"],
  ["Bearer …", "bearer"],
  ["Basic …", "basic"],
  ["-----BEGIN PRIVATE KEY", "private-key"],
  ["://user:password@", "url-credentials"],
] as const;

const byName = [
  ["authorization", "authorization"],
  ["cookie  set-cookie", "cookie"],
  ["api_key  apiKey  x-api-key", "api-key"],
  ["password  passwd  passphrase", "password"],
  ["secret  client_secret", "secret"],
  ["access_token  refresh_token  id_token", "token"],
  ["private_key", "private-key"],
] as const;

/** What every project is spared, whatever it sets. */
export function RedactedAlways() {
  return (
    <Panel>
      <PanelTitle>Always taken out</PanelTitle>
      <p className="max-w-2xl text-quiet">
        Before anything is written to disk, in names, keys, values at every depth, events, logs and metrics. A mark such
        as [redacted:jwt] stands in its place.
      </p>
      <div className="mt-3 grid gap-x-8 gap-y-4 lg:grid-cols-2">
        <Known title="By its looks" rows={byLooks} />
        <Known title="By the name it stands under" rows={byName} />
      </div>
    </Panel>
  );
}

function Known({ title, rows }: { title: string; rows: readonly (readonly [string, string])[] }) {
  return (
    <div>
      <h3 className="mb-1 text-quiet text-table">{title}</h3>
      <dl className="text-table">
        {rows.map(([looks, mark]) => (
          <div key={mark} className="flex justify-between gap-4 border-line border-b py-1 last:border-b-0">
            <dt className="min-w-0 truncate whitespace-pre font-mono">{looks}</dt>
            <dd className="shrink-0 text-quiet">{mark}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
