import type { SharedFile } from '../../slack/page-api.ts';

/** What Slack, and this page, shows as a picture. */
const PICTURE = /^image\/(?:png|jpeg|gif|webp)$/;

const isPicture = ({ mimetype }: Pick<SharedFile, 'mimetype'>): boolean => PICTURE.test(mimetype);

/** The files of a message as Slack shows them: its pictures beside each other, the others below each other. */
export function sortedFiles(files: readonly SharedFile[]): { pictures: SharedFile[]; others: SharedFile[] } {
  return { pictures: files.filter(isPicture), others: files.filter((file) => !isPicture(file)) };
}
