/** The platform part of an addon's file name, as napi-rs spells it: `linux-x64-gnu`, `darwin-arm64`, `win32-x64-msvc`. */
export function platformTriple(): string {
  const { platform, arch } = process;
  if (platform === "linux") return `linux-${arch}-${isGlibc() ? "gnu" : "musl"}`;
  if (platform === "win32") return `win32-${arch}-msvc`;
  return `${platform}-${arch}`;
}

/** Node's own report names the glibc it runs on; there is none on musl. */
function isGlibc(): boolean {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime !== undefined;
}

/** The file name of a plugin's addon for a platform. */
export function addonFileName(slug: string, triple: string): string {
  return `${slug}.${triple}.node`;
}

/** The platform part of the file name of an addon built for a cargo target; undefined for one that is not known. */
export function tripleOfCargoTarget(target: string): string | undefined {
  return TRIPLES[target];
}

const TRIPLES: Readonly<Record<string, string>> = {
  "x86_64-unknown-linux-gnu": "linux-x64-gnu",
  "x86_64-unknown-linux-musl": "linux-x64-musl",
  "aarch64-unknown-linux-gnu": "linux-arm64-gnu",
  "aarch64-unknown-linux-musl": "linux-arm64-musl",
  "s390x-unknown-linux-gnu": "linux-s390x-gnu",
  "powerpc64le-unknown-linux-gnu": "linux-ppc64-gnu",
  "x86_64-apple-darwin": "darwin-x64",
  "aarch64-apple-darwin": "darwin-arm64",
  "x86_64-pc-windows-msvc": "win32-x64-msvc",
  "aarch64-pc-windows-msvc": "win32-arm64-msvc",
};

/** Every cargo target whose addon name is known. */
export const CARGO_TARGETS: readonly string[] = Object.keys(TRIPLES);
