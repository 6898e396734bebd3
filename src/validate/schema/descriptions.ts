type Descriptions = Readonly<Record<string, string>>;

const TLS: Descriptions = {
  certfile: "the PEM file of its own certificate",
  keyfile: "the PEM file of the key of that certificate",
  ca_bundle: "the PEM file of the authorities that the other side's certificate is checked against",
  keyfile_password: "the password of an encrypted key file",
  verify: "whether the server's certificate is checked",
  check_hostname: "whether the server's certificate must be for the name it was reached by",
  ssl_cert_reqs: "whether clients need a certificate, as Python's ssl module counts: 0 no, 1 optional, 2 required",
  client_auth: "whether clients need a certificate",
};

const LISTEN: Descriptions = {
  host: "the address to listen on",
  port: "the port to listen on",
  uds: "the absolute path of a Unix socket to listen on instead",
  tls: "the certificates of the server",
};

const TARGET: Descriptions = {
  tool_name: "the tool",
  prompt_name: "the prompt",
  resource_uri: "the URI of the resource",
  fields: "the fields that the plugin looks at",
  result: "whether the plugin looks at the result",
  context: "keys of the context that the plugin looks at",
  extensions: "anything else, by name",
};

const NAMED_BY_MODEL: Readonly<Record<string, Descriptions>> = {
  "a plugin config": {
    plugins: "the plugins, each with its own settings",
    plugin_dirs: "folders in which plugins are looked for",
    server_settings: "how this process serves its plugins over MCP",
    grpc_server_settings: "how this process serves its plugins over gRPC",
    unix_socket_server_settings: "how this process serves its plugins over a Unix socket",
  },
  "a plugin": {
    name: "the name; each plugin has one of its own",
    kind: "what it is: a Python class path, external, or a bundled plugin",
    description: "what it does, for people",
    author: "who wrote it",
    namespace: "a group that it belongs to",
    version: "its version, in quotes",
    hooks: "the hooks that it is called on",
    tags: "words to find it by",
    mode: "how it runs; sequential when it is not set",
    on_error: "what becomes of a request when the plugin fails: fail it, ignore the error, or disable the plugin",
    priority: "its place among the plugins of a hook; lower runs first, and 100 is the default",
    max_content_size: "the largest payload that it is given, in bytes; 10,000,000 is the default",
    conditions: "when it runs; it runs when any of these holds",
    applied_to: "the tools, prompts and resources that it is for",
    capabilities: "what it may read and write of the request's extensions",
    config: "its own settings",
    mcp: "how an external plugin is reached over MCP",
    grpc: "how an external plugin is reached over gRPC",
    unix_socket: "how an external plugin is reached over a Unix socket",
  },
  "a condition": {
    server_ids: "servers, by id",
    tenant_ids: "tenants, by id",
    tools: "tools, by name",
    prompts: "prompts, by name",
    resources: "resources, by URI",
    agents: "agents, by id",
    user_patterns: "patterns for the user",
    content_types: "content types",
  },
  applied_to: { tools: "tools", prompts: "prompts", resources: "resources" },
  "a tool": TARGET,
  "a prompt": TARGET,
  "a resource": TARGET,
  "TLS settings": TLS,
  "an MCP connection": {
    proto: "how the server speaks: STDIO or STREAMABLEHTTP",
    url: "the URL of an HTTP server",
    script: "the script that starts a STDIO server",
    cmd: "the command that starts a STDIO server, with its arguments",
    env: "environment variables of a STDIO server",
    cwd: "the folder in which a STDIO server starts",
    uds: "the absolute path of the Unix socket of an HTTP server",
    tls: "the certificates of the connection",
    reconnect_attempts: "how often a lost connection is tried again",
    reconnect_delay: "how long to wait before that, in seconds; longer each time",
  },
  "a gRPC connection": {
    target: "the address, as host:port",
    uds: "the absolute path of a Unix socket instead",
    tls: "the certificates of the connection",
  },
  "a Unix socket connection": {
    path: "the absolute path of the socket",
    reconnect_attempts: "how often a lost connection is tried again",
    reconnect_delay: "how long to wait before that, in seconds; longer each time",
    timeout: "how long an answer may take, in seconds",
  },
  "server settings": LISTEN,
  "gRPC server settings": LISTEN,
  "Unix socket server settings": { path: "the absolute path of the socket" },
  "a plugin manifest": {
    name: "the name of the plugin; the installer takes that of the package when it is not set",
    kind: "what it is: a Python class path, builtin, external, isolated_venv, native, wasm or PDP",
    description: "what it does, for people",
    author: "who wrote it",
    version: "its version, in quotes: major.minor.patch",
    tags: "words to find it by",
    available_hooks: "the hooks that it can be called on",
    default_config: "its settings where a config does not set them",
    default_configs: "an older name of default_config, which the installer renames",
    monorepo: "where it is in a repository of several plugins",
    package_info: "the Python package that it comes in",
    local: "the folder that it is installed from",
    git_repo: "the repository that it is installed from",
    implementations: "where its implementations are, from the folder of the manifest; CPEX ignores it",
  },
  "a monorepo": {
    repo_url: "the URL of the repository",
    package_source: "the URL of the plugin's folder in it",
    package_folder: "the plugin's folder in it",
  },
  package_info: {
    pypi_package: "the name of the package",
    version_constraint: "the versions that it may have, such as >=1.0.0",
  },
  "a git repository": {
    git_repository: "the URL of the repository",
    git_branch_tag_commit: "a branch, tag or commit; null for the default branch",
  },
  implementations: {
    fallback: "the TypeScript module",
    native: "the Rust side",
  },
  "a native side": { crate: "the folder of the crate" },
};

/** What a key of a model is for; undefined when the model or the key is not one of ours. */
export function describeField(title: string, key: string): string | undefined {
  return NAMED_BY_MODEL[title]?.[key];
}
