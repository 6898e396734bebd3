import { describe, expect, it } from "vitest";
import { checkUrl } from "../../../../src/runtime/config/check-url.ts";

// The verdicts are those of validate_plugin_url of cpex 0.1.4 with its default settings.
describe("checkUrl", () => {
  it.each([
    "http://localhost:8000/mcp",
    "HTTPS://example.com",
    "ws://a",
    "wss://a/b?c=d e",
    "http://172.32.0.1",
    "http://8.8.8.8",
    "http://010.0.0.1/",
    "http://10.0.0.256/",
    "http://127.0.0.1./",
    "http://h:/",
    "http://h:65535/",
    "http://@h/",
    "http://a/<imgx",
  ])("takes %s", (url) => {
    expect(checkUrl(url, "URL")).toBeUndefined();
  });

  it.each([
    ["ftp://a", "must start with"],
    ["http://a/data:x", "protocol"],
    ["http://[::1]/", "IPv6"],
    ["http://a\nb", "line breaks"],
    ["http://a b/", "spaces"],
    ["http://", "not a valid URL"],
    ["http:///x", "not a valid URL"],
    ["http://u:p@h/", "credentials"],
    ["http://u@h/", "credentials"],
    ["http://h:0/", "port"],
    ["http://h:65536/", "port"],
    ["http://h:8a/", "port"],
    ["http://0.0.0.0/", "0.0.0.0"],
    ["http://10.1.2.3/", "SSRF"],
    ["http://172.16.0.1", "SSRF"],
    ["http://172.31.255.255", "SSRF"],
    ["http://192.168.1.1", "SSRF"],
    ["http://169.254.169.254", "SSRF"],
    ["http://127.9.9.9", "SSRF"],
    ["http://a/<script>", "HTML"],
    ["http://a/</style>", "HTML"],
    ['http://a/"onx=1', "script patterns"],
    [`http://a/${"x".repeat(2040)}`, "maximum length"],
  ])("refuses %s", (url, message) => {
    expect(checkUrl(url, "URL")?.message).toMatch(new RegExp(`^URL .*${message}`));
  });
});
