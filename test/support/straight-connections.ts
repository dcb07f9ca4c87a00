import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const inodeOf = (link: string) => /^socket:\[(\d+)\]$/.exec(link)?.[1];

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

/**
 * The ports that a process has connections to, by what Linux says of it; undefined elsewhere.
 *
 * Source: proc_pid_net(5): `rem_address` is hexadecimal, the inode is the tenth column.
 */
export function portsConnectedTo(pid: number): Set<number> | undefined {
  if (process.platform !== 'linux') return undefined;
  const fds = readdirSync(`/proc/${pid}/fd`).map((fd) => inodeOf(linkOf(`/proc/${pid}/fd/${fd}`)));
  const inodes = new Set(fds.filter((inode) => inode !== undefined));
  const rows = readFileSync(`/proc/${pid}/net/tcp`, 'utf8').trim().split('\n').slice(1);
  const ports = rows.flatMap((row) => {
    const columns = row.trim().split(/\s+/);
    const port = Number.parseInt(columns[2]?.split(':')[1] ?? '', 16);
    return inodes.has(columns[9] ?? '') && port > 0 ? [port] : [];
  });
  return new Set(ports);
}
