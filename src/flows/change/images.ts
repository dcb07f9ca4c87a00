/** What stands for an image in a text that is shown. */
export const IMAGE_MARK = '🖼';

/** Base64 that says what it is, or that is so long that it is no word, name or address. */
const BASE64 = /data:[\w.+-]{1,60}\/[\w.+-]{1,60};base64,[A-Za-z0-9+/]+={0,2}|(?<![\w+/-])[A-Za-z0-9+/]{200,}={0,2}/g;

/** A text with a mark in place of each image in base64. */
export const withoutImages = (text: string): string => text.replace(BASE64, IMAGE_MARK);

/** Whether a text is nothing but an image in base64. */
export const isImage = (text: string): boolean => withoutImages(text.trim()) === IMAGE_MARK;

/** How large the images in a text are; bytes, decoded. */
export function imageBytes(text: string): number {
  const images = text.match(BASE64) ?? [];
  return images.reduce((sum, image) => {
    const data = image.slice(image.indexOf(',') + 1).replace(/={1,2}$/, '');
    return sum + Math.floor((data.length * 3) / 4);
  }, 0);
}
