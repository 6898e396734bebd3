/** Configs that use every field that CPEX has, each taken as it stands. */
export const CONFIGS: readonly string[] = [
  `plugin_dirs: [plugins]
plugins:
  - name: Filter
    kind: acme.filter.Filter
    description: finds things
    author: Acme
    namespace: acme
    version: "1.2.0"
    hooks: [tool_pre_invoke, tool_post_invoke]
    tags: [a, b]
    mode: sequential
    on_error: ignore
    priority: 10
    max_content_size: 1000
    conditions:
      - server_ids: [s1]
        tenant_ids: [t1]
        tools: [search]
        user_patterns: [admin]
        content_types: [application/json]
    applied_to:
      tools:
        - tool_name: search
          fields: [args]
          result: true
      prompts: [{prompt_name: p}]
    capabilities: [read_agent]
    config:
      limit: 3
      nested: {deep: [1, 2, null]}
  - {name: Old, kind: acme.Old, mode: permissive, priority: "5"}
`,
  `defaults: &defaults
  mode: audit
  priority: 5
plugins:
  - <<: *defaults
    name: Merged
    kind: a.B
  - name: Remote
    kind: external
    hooks: [prompt_pre_fetch]
    mcp:
      proto: STREAMABLEHTTP
      url: https://plugins.example.com/mcp
      tls: {verify: false}
  - name: Started
    kind: external
    mcp: {proto: STDIO, cmd: [python, -m, server], env: {KEY: value}}
  - name: Remote2
    kind: external
    grpc: {target: "host:50051"}
  - name: Local
    kind: external
    unix_socket: {path: /run/plugin.sock, timeout: 5.5}
server_settings: {host: 0.0.0.0, port: 8000}
grpc_server_settings: {host: 0.0.0.0, port: 50051}
unix_socket_server_settings: {path: /run/server.sock}
`,
  `plugins:
  - name: Mask
    kind: cpex_pii_filter.PIIFilterPlugin
    hooks: [tool_pre_invoke, resource_pre_fetch]
    mode: transform
    priority: 010
    config: {countries: [se, no], at: 2024-01-01, port: 22:30, detect_snn: true}
  - name: Deny
    kind: plugins.deny_filter.deny.DenyListPlugin
    hooks: [tool_pre_invoke, tool_pre_invoke]
    mode: enforce_ignore_error
    capabilities: read_headers
  - {name: Typo, kind: extrenal, mode: enforce, priorty: 5}
  - name: Remote
    kind: external
    mcp: {proto: STREAMABLEHTTP, url: "https://h/mcp", tls: {verify: no}}
plugin_settings: {plugin_timeout: 60}
`,
];

export const MANIFESTS: readonly string[] = [
  `name: filter
kind: isolated_venv
description: finds things
author: Acme
version: "1.0.0"
tags: [a]
available_hooks: [tool_pre_invoke]
default_config:
  limit: 3
monorepo:
  repo_url: https://github.com/acme/plugins
  package_source: plugins/filter
  package_folder: filter
package_info: {pypi_package: filter, version_constraint: ">=1.0,<2"}
git_repo: {git_repository: "https://github.com/acme/filter.git", git_branch_tag_commit: main}
local: ./filter
`,
  `description: "d"
author: A
version: '0.3'
kind: cpex_filter.filter.Filter
available_hooks:
  - "tool_pre_invoke"
default_configs: {}
`,
];
