/** Marks are the receiver's: `[redacted:what]`. */
const markOf = (what: string) => `[redacted:${what}]`;

/**
 * Three letters that every secret below holds, of which a text without secrets mostly has none: one look, which costs as
 * much as to write the text down, spares ten.
 */
const maybe = /k-\w|at-\w|[fkmoprstu]_\w|IA\w|Iz\w|yJ\w|ox[a-s]-|-B\w/;

/** Each takes time in proportion to the text: what fails, fails within a bound; what succeeds is not gone over again. */
const looks: readonly (readonly [RegExp, string])[] = [
  [/(?<![A-Za-z0-9])sk-(?=[\w-]{0,40}[\dA-Z])[\w-]{12,}/g, "provider-key"],
  [/gh[pousr]_\w{12,}/g, "github-token"],
  [/github_pat_\w{12,}/g, "github-token"],
  [/A[KS]IA[A-Z\d]{12,}/g, "aws-key"],
  [/AIza[\w-]{20,}/g, "google-key"],
  [/(?<![\w-])eyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?/g, "jwt"],
  [/xox[abeoprs]-[\w-]{10,}/g, "slack-token"],
  [/glpat-[\w-]{12,}/g, "gitlab-token"],
  [/[rs]k_(?:live|test)_\w{10,}/g, "stripe-key"],
  [/(?<![A-Za-z0-9])hf_\w{20,}/g, "huggingface-token"],
  [/(?<![A-Za-z0-9])npm_\w{20,}/g, "npm-token"],
  [/-----BEGIN [A-Z\d ]{0,30}PRIVATE KEY[\s\S]*?(?:-----END [A-Z\d ]{0,30}PRIVATE KEY-----|$)/g, "private-key"],
];

const bearerWord = /[Bb]earer /;
const bearer = /(?<=\b[Bb]earer {1,4})[\w.~+/=-]{16,}/g;
const userInfo = /(?<=:\/\/)[^\s/:@"']{1,100}:[^\s/@"']{1,100}(?=@)/g;

const secretName =
  /(authorization|cookie|password|passwd|passphrase|api[-_ ]?key|(?:private|secret|access)[-_ ]?key|(?:access|refresh|auth|session|bearer|api|id)[-_ ]?token|secret)s?$/i;
const longestName = 64;

/** The mark for what is kept under a name, where that is a secret: `api_key`, `X-Api-Key`, `clientSecret`. */
export function markOfName(name: string): string | undefined {
  const found = name.length > longestName ? undefined : secretName.exec(name)?.[1];
  return found === undefined ? undefined : markOf(whatOf(found));
}

/** The members of JSON that a text holds. */
const assigned =
  /((?:authorization|cookie|password|passwd|passphrase|api[-_]?key|(?:private|secret|access)[-_]?key|(?:access|refresh|auth|session|bearer|api|id)[-_]?token|secret)s?\\?"\s{0,4}:\s{0,4}\\?")([^"\\]+)/gi;

/** The text without the secrets in it that are known by their looks, and by their names where it is JSON. */
export function withoutSecrets(text: string): string {
  const clean = text[0] === "{" || text[0] === "[" ? withoutAssigned(text) : text;
  let left = clean;
  if (maybe.test(left)) for (const [look, what] of looks) left = without(left, look, what);
  if (bearerWord.test(left)) left = without(left, bearer, "bearer");
  return left.includes("://") ? without(left, userInfo, "url-credentials") : left;
}

function without(text: string, look: RegExp, what: string): string {
  look.lastIndex = 0;
  return look.test(text) ? text.replace(look, markOf(what)) : text;
}

function withoutAssigned(text: string): string {
  return text.replace(assigned, (_, name: string) => `${name}${markOf(whatOf(name))}`);
}

const kinds: readonly (readonly [RegExp, string])[] = [
  [/authorization/i, "authorization"],
  [/cookie/i, "cookie"],
  [/pass/i, "password"],
  [/api[-_ ]?key/i, "api-key"],
  [/key/i, "private-key"],
  [/token/i, "token"],
];

function whatOf(name: string): string {
  return kinds.find(([kind]) => kind.test(name))?.[1] ?? "secret";
}
