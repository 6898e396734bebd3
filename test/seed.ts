import fc from "fast-check";

/**
 * The same inputs every time, so that a commit is either good or not, whoever tests it. scripts/properties.js draws others.
 */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.MCPPLUGINS_PROPERTY_SEED ?? 1) });
