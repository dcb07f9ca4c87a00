/** Where flows of others lie on this machine, for tests that take them when they are there. */
// biome-ignore lint/style/noProcessEnv: a test has no settings
export const SAMPLES_DIRECTORY: string | undefined = process.env.FLOW_SAMPLES_DIR;
