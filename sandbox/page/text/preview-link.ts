/** Where the account of the sandbox says that Meta's preview of a flow is. */
const PREVIEW = /^https:\/\/example\.com\/flows\/([^/]+)\/preview$/;

/** The address that a button leads to: a preview is this sandbox's own page, any other address stays as it is. */
export const onSandbox = (url: string): string => url.replace(PREVIEW, '/preview/$1');
