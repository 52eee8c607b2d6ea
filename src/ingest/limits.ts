/** Limits of an import, so that a wrong or hostile file ends in a sentence and not in a full disk. */

/** Files that one table may be spread over. */
export const filesPerTableMax = 1_000;
/** Files that an import names as not read. */
export const unreadFilesMax = 100;
/** Columns of one file. */
export const columnsPerFileMax = 500;
/** Bytes of one line, so of any cell in it. */
export const lineBytesMax = 1_000_000;
/** How many times its size a packed file may unpack to, beyond a size that does no harm. Tables come to 5 to 30 times. */
export const unpackedRatioMax = 200;
export const unpackedBytesFree = 50_000_000;
/** Bytes in which the header of a file has to end. */
export const headerBytesMax = 65_536;
/** Rows that one import may turn into facts. */
export const rowsMax = 100_000_000;
/** Facts that are handed on together. A batch ends with a customer, unless that customer has more than twice as many. */
export const batchFacts = 5_000;
export const batchFactsMax = 2 * batchFacts;
/** Different reasons for refusal that are counted apart; the file of refused rows holds them all. */
export const reasonsMax = 200;
/** Memory DuckDB may take before it writes to its temporary folder. */
export const memoryLimit = '192MB';
