import { expect, test } from "vitest";
import { mayHoldSecrets, Secrets, secretNamedBy, withoutSecrets } from "./secrets.ts";

const letters = (count: number) => "Ab3dEf9hIjKlMnOpQrStUvWxYz012345678".repeat(4).slice(0, count);
const jwt = `eyJ${letters(20)}.eyJ${letters(30)}.${letters(40)}`;
const pem = `-----BEGIN RSA PRIVATE KEY-----\nMIIE${letters(60)}\n${letters(20)}\n-----END RSA PRIVATE KEY-----`;

const byLooks: readonly (readonly [string, string])[] = [
  [`sk-${letters(48)}`, "provider-key"],
  [`sk-proj-${letters(60)}`, "provider-key"],
  [`sk-ant-api03-${letters(60)}`, "provider-key"],
  ["AKIAIOSFODNN7EXAMPLE", "aws-key"],
  ["ASIAIOSFODNN7EXAMPLE", "aws-key"],
  [`AIza${letters(35)}`, "google-key"],
  [`ghp_${letters(36)}`, "github-token"],
  [`gho_${letters(36)}`, "github-token"],
  [`ghs_${letters(36)}`, "github-token"],
  [`github_pat_${letters(22)}_${letters(59)}`, "github-token"],
  ["glpat-abcDEF123456_-789012", "gitlab-token"],
  ["xoxb-123456789012-abcdefABCDEF", "slack-token"],
  [`sk_live_${letters(24)}`, "stripe-key"],
  [`rk_live_${letters(24)}`, "stripe-key"],
  [`hf_${letters(34)}`, "huggingface-token"],
  [`npm_${letters(36)}`, "npm-token"],
  [jwt, "jwt"],
  [pem, "private-key"],
];

test.each(byLooks)("%s is known by its looks, wherever it stands", (secret, what) => {
  const mark = `[redacted:${what}]`;
  for (const [before, after] of [
    ["", ""],
    ["look: ", " there"],
    ['{"a":["', '"]}'],
    ['{\\"a\\":[\\"', '\\"]}'],
    ["x=", "\nnext"],
    ["é", "é"],
  ] as const) {
    expect(withoutSecrets(`${before}${secret}${after}`)).toBe(`${before}${mark}${after}`);
    expect(mayHoldSecrets(Buffer.from(`${before}${secret}${after}`))).toBe(true);
  }
});

test.each([
  ["Authorization: Bearer abc.def-123", "Authorization: [redacted:authorization]"],
  ["curl -H 'Authorization: Token abcdef' x", "curl -H 'Authorization: [redacted:authorization]' x"],
  ["use Bearer abcdefghij1 now", "use Bearer [redacted:bearer] now"],
  ["use basic dXNlcjpwYXNz now", "use basic [redacted:basic] now"],
  ["postgres://me:hunter2@db:5432/x", "postgres://[redacted:url-credentials]@db:5432/x"],
  ['{"headers":{"authorization":"abc","x":1}}', '{"headers":{"authorization":"[redacted:authorization]","x":1}}'],
  ['{"X-Api-Key" : "abc"}', '{"X-Api-Key" : "[redacted:api-key]"}'],
  ['{"openaiApiKey":"a\\"b","c":"d"}', '{"openaiApiKey":"[redacted:api-key]","c":"d"}'],
  [
    '{"body":"{\\"password\\":\\"a\\\\\\"b\\",\\"c\\":1}"}',
    '{"body":"{\\"password\\":\\"[redacted:password]\\",\\"c\\":1}"}',
  ],
  ['{"password":1234,"b":2}', '{"password":"[redacted:password]","b":2}'],
  ['{"b":"{\\"password\\":1234}"}', '{"b":"{\\"password\\":\\"[redacted:password]\\"}"}'],
  ['{"set-cookie":["a=1","b=2"],"c":3}', '{"set-cookie":"[redacted:cookie]","c":3}'],
  ['{"cookie":{"a":"}"},"c":3}', '{"cookie":"[redacted:cookie]","c":3}'],
  ["{'client_secret': 'abc', 'b': 1}", "{'client_secret': '[redacted:secret]', 'b': 1}"],
  ["[(b'authorization', b'abc'), (b'x', b'y')]", "[(b'authorization', b'[redacted:authorization]'), (b'x', b'y')]"],
  ['{"name":"Cookie","value":"a=b"}', '{"name":"Cookie","value":"[redacted:cookie]"}'],
  ["aws_secret_access_key = wJalrXUtnFEMI/K7MDENG", "aws_secret_access_key = [redacted:secret]"],
  ["https://x.y/?access_token=abcdef&b=1", "https://x.y/?access_token=[redacted:token]&b=1"],
  ["Cookie: a=b; c=d\nHost: x", "Cookie: [redacted:cookie]\nHost: x"],
  ['{"refresh_token":"abc', '{"refresh_token":"[redacted:token]'],
  ['{"private_key":"abc"}', '{"private_key":"[redacted:private-key]"}'],
])("%s becomes %s", (text, expected) => {
  expect(withoutSecrets(text)).toBe(expected);
  expect(mayHoldSecrets(Buffer.from(text))).toBe(true);
  expect(withoutSecrets(expected)).toBe(expected);
});

test.each([
  '{"gen_ai.usage.input_tokens":12,"max_tokens":5,"token":"the"}',
  "The secret: practice. The cookie is stale, and bearer authentication is asked for.",
  "a task-force-with-many-long-hyphenated-words and sk-learn-pipelines-in-practice",
  '{"type":"object","properties":{"password":{"type":"string"}}}',
  '{"password":"","api_key":null,"has_secret":true}',
  "api_key = os.environ['X'] or get(password=password, secret=$SECRET)",
  "https://example.com:8080/a@b and mailto:me@example.com",
])("%s stays as it is", (text) => {
  expect(withoutSecrets(text)).toBe(text);
});

test.each([
  ["http.request.header.authorization", "authorization"],
  ["http.response.header.set-cookie.0", "cookie"],
  ["OPENAI_API_KEY", "api-key"],
  ["x-api-key", "api-key"],
  ["dbPassword", "password"],
  ["passwd", "password"],
  ["client_secret", "secret"],
  ["idToken", "token"],
  ["gen_ai.usage.input_tokens", undefined],
  ["gen_ai.token.type", undefined],
  ["secret.santa", undefined],
  ["authorization.url", undefined],
])("the value of %s is %s", (key, what) => {
  const bytes = Buffer.from(key);
  expect(secretNamedBy(bytes, 0, bytes.length)).toBe(what);
});

/** Bytes that count how often they are read, native searches included. */
function counting(text: string) {
  const read = { times: 0 };
  const bytes = new Proxy(Buffer.from(text, "latin1"), {
    get: (target, name) => {
      if (typeof name === "string" && /^\d/.test(name)) read.times += 1;
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      return (...given: unknown[]) => {
        if (name === "subarray") read.times += Number(given[1]) - Number(given[0]);
        return value.apply(target, given);
      };
    },
  });
  return { bytes, read };
}

function readsOf(piece: string, repeat: number): number {
  const { bytes, read } = counting(piece.repeat(repeat));
  mayHoldSecrets(bytes);
  const secrets = new Secrets().over(bytes, 0, bytes.length);
  while (secrets.next()) read.times += 1;
  return read.times;
}

test.each([
  "sk-",
  "sk-a-",
  "eyJ",
  "eyJa.",
  "://",
  "://a:",
  "secret=",
  "secret:",
  "password=a",
  "apikeyapi_key",
  '"cookie","',
  '"cookie",',
  '\\"secret\\":',
  '"secret" :  ',
  "bearer ",
  "basic ab ",
  "-----BEGIN ",
  "-----BEGIN PRIVATE KEY",
  "access_token",
  "xox",
  "hf_",
  '{"secret":{',
  '"secret":{"type":',
  "ghp_a",
  "cookie: a",
  "authorization: a ",
])("near matches such as %s cost no more for each byte when there are many", (piece) => {
  expect(readsOf(piece, 4000) / readsOf(piece, 1000)).toBeLessThan(5);
});
