import { textOf } from "../../../yaml/node.ts";
import { type PlacedScalar, scalarsIn } from "../../scalars.ts";
import { defineRule } from "../../rule.ts";

/** A password, key or token that stands in the file, where everyone who can read the file can read it. */
export const plainSecret = defineRule({
  code: "config/plain-secret",
  *check({ root }) {
    for (const scalar of scalarsIn(root)) {
      const text = textOf(scalar.node);
      const what = text === undefined || scalar.role === "key" ? undefined : secretIn(text, scalar);
      if (what === undefined) continue;
      const message = `${what} stands in the file in plain text`;
      yield { span: scalar.span, message, help: HELP };
    }
  },
});

const HELP =
  'Take it from the environment: "{{ env.NAME }}". If this one is in use, replace it: the file may have copies.';

function secretIn(text: string, { key }: PlacedScalar): string | undefined {
  const form = FORMS.find(({ pattern }) => pattern.test(text));
  if (form !== undefined) return isPlaceholder(text) ? undefined : form.what;
  const password = URL_PASSWORD.exec(text)?.[1];
  if (password !== undefined) return isPlaceholder(password) ? undefined : "the password of a URL";
  return SECRET_KEY.test(key ?? "") && looksSecret(text) ? `the value of '${key ?? ""}'` : undefined;
}

/** Secrets that are known by their form. */
const FORMS: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: "a private key", pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*\S/ },
  { what: "an access key of AWS", pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/ },
  { what: "a token of GitHub", pattern: /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{40,})/ },
  { what: "a token of Slack", pattern: /(?<![A-Za-z0-9])xox[abprs]-[A-Za-z0-9-]{10,}/ },
  { what: "a secret key of Stripe", pattern: /(?<![A-Za-z0-9])[rs]k_live_[A-Za-z0-9]{20,}/ },
  { what: "an API key of Google", pattern: /(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{35}/ },
  { what: "a credential", pattern: /^(?:Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{12,}$/i },
];

const URL_PASSWORD = /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:([^/\s@]+)@/i;

/** Keys that hold a secret itself, and not what it is called or where it is. */
const SECRET_KEY =
  /(?:^|[_-])(?:password|passwd|passphrase|secret|token|api[_-]?key|apikey|access[_-]?key|private[_-]?key|signing[_-]?key|client[_-]?secret|credential)$/i;

/** What nobody would put for a secret: names, words, paths, and what is to be replaced. */
function looksSecret(text: string): boolean {
  if (text.length < 8 || /\s/.test(text) || isPlaceholder(text)) return false;
  if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text) || /^(?:[a-z]+:\/)?\.{0,2}\//.test(text)) return false;
  return /[0-9]/.test(text) && /[A-Za-z]/.test(text);
}

/** What stands where a secret is to come. */
function isPlaceholder(text: string): boolean {
  return /^[<[{$%]|[>\]}]$|\*{3}|x{4}|\.{3}|change[_-]?me|example|placeholder|replace|your[_-]|dummy|redacted|insert|sample|(?:^|[-_])test(?:$|[-_])/i.test(
    text,
  );
}
