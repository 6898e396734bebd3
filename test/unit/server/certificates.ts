import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Runs OpenSSL in a folder. */
export function openssl(folder: string, ...args: readonly string[]): void {
  execFileSync("openssl", args, { cwd: folder, stdio: "ignore" });
}

/** An authority, and a certificate of it for localhost: `NAME-ca.pem`, `NAME.pem` and `NAME.key` in a folder. */
export function makeCertificates(folder: string, name: string): void {
  const run = (...args: readonly string[]) => openssl(folder, ...args);
  const newKey = ["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  run(
    ...newKey,
    "-x509",
    "-days",
    "2",
    "-subj",
    `/CN=${name} authority`,
    "-keyout",
    `${name}-ca.key`,
    "-out",
    `${name}-ca.pem`,
  );
  run(...newKey, "-subj", "/CN=localhost", "-keyout", `${name}.key`, "-out", `${name}.csr`);
  writeFileSync(join(folder, "names"), "subjectAltName=DNS:localhost,IP:127.0.0.1");
  const signing = ["-CA", `${name}-ca.pem`, "-CAkey", `${name}-ca.key`, "-CAcreateserial", "-extfile", "names"];
  run("x509", "-req", "-days", "2", "-in", `${name}.csr`, ...signing, "-out", `${name}.pem`);
}
