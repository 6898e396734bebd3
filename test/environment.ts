/**
 * What the developer's shell, or a hook of git that runs the tests, must not tell the code under test: settings of ours and of
 * CPEX, another repository, colours, and words in another language.
 */
for (const name of Object.keys(process.env)) {
  if (/^(PLUGINS_|GIT_|MCPPLUGINS_IMPLEMENTATION$|FORCE_COLOR$)/.test(name)) delete process.env[name];
}
process.env["GIT_CONFIG_GLOBAL"] = "/dev/null";
process.env["GIT_CONFIG_NOSYSTEM"] = "1";
process.env["LANGUAGE"] = "en";
