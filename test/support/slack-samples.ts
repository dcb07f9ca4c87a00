import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What Slack really sends, with its names and types and with values left blank. */
export interface SlackSamples {
  /** Payloads that Slack posts to an app, by the name of their file, as `BlockActionPayload`. */
  payloads: Readonly<Record<string, Record<string, unknown>>>;
  /** What the Web API answers, by method, as though it had gone well. */
  answers: Readonly<Record<string, Record<string, unknown>>>;
}

const PAYLOAD = /^(\w+Payload)\.json$/;
const ANSWER = /^(\w+\.\w+)\.json$/;

/**
 * Samples of others, which may not be in the repository: where the environment names a folder of them.
 *
 * @throws where it names a folder that is not there, or that lacks either kind.
 */
export function slackSamples(): SlackSamples | undefined {
  // biome-ignore lint/style/noProcessEnv: a setting of the tests, not of the bot
  const folder = process.env.SLACK_SAMPLES;
  if (!folder) return undefined;
  if (!existsSync(folder)) throw new Error(`SLACK_SAMPLES names ${folder}, which is not there`);
  const names = readdirSync(folder).sort();
  const read = (pattern: RegExp) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const kind = pattern.exec(name)?.[1];
        return kind === undefined ? [] : [[kind, JSON.parse(readFileSync(join(resolve(folder), name), 'utf8'))]];
      }),
    );
  const payloads = read(PAYLOAD);
  const answers = read(ANSWER);
  if (Object.keys(payloads).length === 0 || Object.keys(answers).length === 0) {
    throw new Error(`SLACK_SAMPLES names ${folder}, which has no samples of Slack`);
  }
  for (const answer of Object.values(answers)) Object.assign(answer, { ok: true, error: undefined });
  return { payloads, answers };
}
