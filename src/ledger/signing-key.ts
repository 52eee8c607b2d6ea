/** The key that signs checkpoints: made once and kept in the data folder, or handed in from a vault. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LedgerFault } from './faults.ts';

export interface SigningKey {
  /** Ed25519. */
  readonly privateKey: KeyObject;
  /** Base64 of the SPKI form: what checkpoints carry and what an auditor is given. */
  readonly publicKey: string;
}

/**
 * The key of `pem` (PKCS8, what TROTH_SIGNING_KEY holds) where there is one; otherwise the key of the folder, made at
 * the first call. Fault: `key_unusable`, where it cannot be read, written or understood.
 */
export async function loadSigningKey(folder: string, pem?: string): Promise<SigningKey> {
  // Where a variable cannot hold line breaks they are written as \n.
  if (pem !== undefined && pem !== '') return understand(pem.replaceAll('\\n', '\n'), 'TROTH_SIGNING_KEY');
  const path = join(folder, 'keys', 'checkpoint.pem');
  return understand((await read(path)) ?? (await create(path)), path);
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unusable(`The signing key ${path} cannot be read: ${(cause as Error).message}.`, giveRights, cause);
  }
}

async function create(path: string): Promise<string> {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, pem, { flag: 'wx', mode: 0o600, flush: true });
    return pem;
  } catch (cause) {
    // Another process made its key at the same moment: that one counts.
    const other = await read(path);
    if (other !== undefined) return other;
    throw unusable(`The signing key ${path} cannot be written: ${(cause as Error).message}.`, giveRights, cause);
  }
}

function understand(pem: string, place: string): SigningKey {
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(pem);
  } catch (cause) {
    throw unusable(`${place} holds no private key that can be read.`, restore, cause);
  }
  if (privateKey.asymmetricKeyType !== 'ed25519') {
    throw unusable(`${place} holds a key of the kind ${privateKey.asymmetricKeyType}, not Ed25519.`, restore);
  }
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64');
  return { privateKey, publicKey };
}

const giveRights = 'Give the user that runs Troth the right to read and write there.';
const restore =
  'Restore the key from a backup. If there is none, remove the file: a new key is made, and verification names the checkpoint from which it signs.';

function unusable(message: string, remedy: string, cause?: unknown): LedgerFault {
  return new LedgerFault({ code: 'key_unusable', message, remedy, cause });
}
