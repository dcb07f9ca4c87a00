/**
 * A service manager, and Ctrl-C, send what asks the bot to stop to its children as well. The bot works on for a while, and has need of
 * them: it ends them itself. And whoever has ended leaves them a closed channel.
 */
export function leaveStopSignalsToTheBot(): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => undefined);
}
