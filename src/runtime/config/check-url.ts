const SCHEMES = ["http://", "https://", "ws://", "wss://"];
const MAX_LENGTH = 2048;
const OTHER_PROTOCOLS = /javascript:|data:|vbscript:|about:|chrome:|file:|ftp:|mailto:/i;
const TAGS =
  `script iframe object embed link meta base form img svg video audio source track area map canvas applet frame
  frameset html head body style`.split(/\s+/);
const HTML = new RegExp(`<(?:${TAGS.join("|")})\\b|</*(?:${TAGS.join("|")})>`, "i");
const EVENT_HANDLER = /(?:^|[\s"'`<>=])(?:on[a-z]+\s*=|<\s*script\b)/i;
const OCTET = "(?:0|[1-9]\\d{0,2})";
const ADDRESS = new RegExp(`^(${OCTET})\\.(${OCTET})\\.(${OCTET})\\.(${OCTET})$`);

/** A reason why CPEX refuses a URL, and what to do about it. */
export interface UrlProblem {
  readonly message: string;
  readonly help?: string;
}

export interface UrlRules {
  /** Whether addresses of private networks are refused; default true, as `PLUGINS_SSRF_PROTECTION_ENABLED` is. */
  readonly ssrfProtection?: boolean;
}

/** Checks a URL as CPEX does (cpex 0.1.4, framework/validators.py); the messages are its own. `field` names the value. */
export function checkUrl(url: string, field: string, { ssrfProtection = true }: UrlRules = {}): UrlProblem | undefined {
  const problem = (message: string, help?: string): UrlProblem => ({
    message: `${field} ${message}`,
    ...(help === undefined ? {} : { help }),
  });
  if ([...url].length > MAX_LENGTH) return problem(`exceeds maximum length of ${MAX_LENGTH}`);
  if (!SCHEMES.some((scheme) => url.toLowerCase().startsWith(scheme)))
    return problem(`must start with one of: ${SCHEMES.join(", ")}`);
  if (OTHER_PROTOCOLS.test(url)) return problem("contains unsupported or potentially dangerous protocol");
  if (/[[\]]/.test(url)) return problem("contains IPv6 address which is not supported", "Use a host name.");
  if (/[\r\n]/.test(url)) return problem("contains line breaks which are not allowed");
  if (/^[^?]* /.test(url)) return problem("contains spaces which are not allowed in URLs");
  const authority = /^[^:]*:\/\/([^/?#]*)/.exec(url)?.[1] ?? "";
  if (authority === "") return problem("is not a valid URL");
  const at = authority.lastIndexOf("@");
  if (/[^:]/.test(authority.slice(0, Math.max(0, at)))) return problem("contains credentials which are not allowed");
  const host = authority.slice(at + 1);
  const [name = "", port = ""] = splitHost(host);
  if (port !== "" && !isPort(port)) return problem("contains invalid port number");
  if (name === "0.0.0.0") return problem("contains invalid IP address (0.0.0.0)");
  if (ssrfProtection && isPrivateAddress(name)) {
    const help =
      "Use a name such as localhost, or set PLUGINS_SSRF_PROTECTION_ENABLED=false where the config is loaded.";
    return problem(`contains IP address blocked by SSRF protection (${name})`, help);
  }
  if (HTML.test(url)) return problem("contains HTML tags that may cause security issues");
  if (EVENT_HANDLER.test(url)) return problem("contains script patterns that may cause security issues");
  return undefined;
}

function splitHost(host: string): readonly [string, string] {
  const colon = host.indexOf(":");
  return colon === -1 ? [host.toLowerCase(), ""] : [host.slice(0, colon).toLowerCase(), host.slice(colon + 1)];
}

function isPort(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

/** 10/8, 172.16/12, 192.168/16, 127/8 and 169.254/16; names are not looked up. */
function isPrivateAddress(host: string): boolean {
  const octets = ADDRESS.exec(host)?.slice(1).map(Number);
  if (octets === undefined || octets.some((octet) => octet > 255)) return false;
  const [a = 0, b = 0] = octets;
  return (
    a === 10 || a === 127 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 169 && b === 254)
  );
}
