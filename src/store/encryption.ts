import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** What GCM is made for (source: NIST SP 800-38D, 5.2.1.1). Bytes. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Hexadecimal digits of a key's SHA-256: enough to tell an operator's few keys apart, too few to guess a key from. */
const KEY_ID_DIGITS = 8;

export interface Sealed {
  keyId: string;
  /** Nonce, tag and ciphertext, in Base64. */
  data: string;
}

/**
 * Keeps texts secret from whoever reads the database without the key, and tied to their row: what was sealed for one
 * owner does not open for another.
 */
export interface Encryption {
  /** Of the key that `seal` uses. */
  keyId: string;
  seal(text: string, owner: string): Sealed;
  /** @returns the text; `unknown-key` where no key has that ID, `damaged` where the text was changed or is another's. */
  open(sealed: Sealed, owner: string): { text: string } | 'unknown-key' | 'damaged';
}

const keyIdOf = (key: Uint8Array) => createHash('sha256').update(key).digest('hex').slice(0, KEY_ID_DIGITS);

function decrypt(key: Uint8Array, data: string, owner: string): string {
  const bytes = Buffer.from(data, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(owner));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}

/**
 * AES-256-GCM, with a random nonce each time and the owner as additional data.
 *
 * @param key seals and opens; 32 bytes.
 * @param oldKeys open only; 32 bytes each.
 */
export function createEncryption(key: Uint8Array, oldKeys: readonly Uint8Array[] = []): Encryption {
  const keys = new Map([...oldKeys, key].map((each) => [keyIdOf(each), each]));
  const keyId = keyIdOf(key);
  return {
    keyId,

    seal(text, owner) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(owner));
      const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return { keyId, data: Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString('base64') };
    },

    open(sealed, owner) {
      const sealedWith = keys.get(sealed.keyId);
      if (sealedWith === undefined) return 'unknown-key';
      try {
        return { text: decrypt(sealedWith, sealed.data, owner) };
      } catch {
        return 'damaged';
      }
    },
  };
}
