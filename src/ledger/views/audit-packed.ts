/** Many numbers in one value: a row for each of hundreds of thousands would take longer to send than to count. */

/** Numbers of a group as one text, for `unpackNumbers`; none of them may be null. `where` leaves some out. */
export function packNumbers(sql: string, where = 'true'): string {
  return packed(`float8send(${sql})`, where);
}

/** Instants of a group as one text, for `unpackInstants`. */
export function packInstants(sql: string, where = 'true'): string {
  return packed(`timestamptz_send(${sql})`, where);
}

function packed(bytes: string, where: string): string {
  return `encode(string_agg(${bytes}, '') filter (where ${where}), 'base64')`;
}

/** The numbers of a packed text. */
export function unpackNumbers(packed: string | null): Float64Array {
  return new Float64Array(bytesOf(packed));
}

/** Where PostgreSQL counts from: the start of the year 2000, in milliseconds. */
const start = Date.UTC(2000, 0, 1);

/** The instants of a packed text in milliseconds; finer digits are cut. */
export function unpackInstants(packed: string | null): Float64Array {
  const words = new Int32Array(bytesOf(packed));
  const instants = new Float64Array(words.length / 2);
  for (let index = 0; index < instants.length; index++) {
    const microseconds = (words[2 * index + 1] ?? 0) * 2 ** 32 + ((words[2 * index] ?? 0) >>> 0);
    instants[index] = start + Math.floor(microseconds / 1000);
  }
  return instants;
}

/** PostgreSQL sends the byte of most weight first. */
function bytesOf(packed: string | null): ArrayBuffer {
  // A copy: a small buffer may lie anywhere in a larger one.
  const bytes = new Uint8Array(Buffer.from(packed ?? '', 'base64'));
  Buffer.from(bytes.buffer).swap64();
  return bytes.buffer;
}
