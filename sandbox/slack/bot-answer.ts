/** How the bot answered a request from Slack. `error` is Slack's own name for what went wrong. */
export type BotAnswer = { ok: true; contentType: string; body: string } | { ok: false; error: string };
