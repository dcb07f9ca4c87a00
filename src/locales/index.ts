/**
 * The languages that the bot speaks, by their BCP 47 names. A new one is its file of texts and one line here: all else
 * (the type `Language`, what a stored request may hold, which Slack locale gets it) follows.
 */
export { default as en } from './en.json' with { type: 'json' };
export { default as 'zh-CN' } from './zh-CN.json' with { type: 'json' };
