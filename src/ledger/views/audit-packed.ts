/** Many numbers in one value: a row for each of hundreds of thousands would take longer to send than to count. */

/** PostgreSQL sends the byte of most weight first; a copy, for these may lie anywhere in a larger buffer. */
function swapped(packed: Uint8Array | null): ArrayBuffer {
  const bytes = Uint8Array.from(packed ?? []);
  Buffer.from(bytes.buffer).swap64();
  return bytes.buffer;
}

/** The numbers that `string_agg(float8send(…), '')` put together; none of them may be null. */
export function unpackNumbers(packed: Uint8Array | null): Float64Array {
  return new Float64Array(swapped(packed));
}

/** Where PostgreSQL counts from: the start of the year 2000, in milliseconds. */
const start = Date.UTC(2000, 0, 1);

/** Instants of `string_agg(timestamptz_send(…), '')`, in milliseconds; finer digits are cut. */
export function unpackInstants(packed: Uint8Array | null): Float64Array {
  const words = new Int32Array(swapped(packed));
  return Float64Array.from({ length: words.length / 2 }, (_, index) => {
    const microseconds = (words[2 * index + 1] ?? 0) * 2 ** 32 + ((words[2 * index] ?? 0) >>> 0);
    return start + Math.floor(microseconds / 1000);
  });
}
