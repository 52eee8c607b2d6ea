/** Sends files to the server and tells how far they are, which a fetch cannot. */
import { Problem } from '../../client.ts';

/** Hands files in together. Resolves with the name of the upload; throws a `Problem` where they are not taken. */
export function sendFiles(files: readonly File[], onShare: (share: number) => void): Promise<string> {
  const form = new FormData();
  for (const file of files) form.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) => onShare(total === 0 ? 0 : loaded / total));
    request.addEventListener('load', () => {
      const answer = (request.response ?? {}) as Readonly<Record<string, unknown>>;
      const { uploadId } = answer;
      if (request.status === 200 && typeof uploadId === 'string') resolve(uploadId);
      else reject(new Problem(request.status, answer));
    });
    request.addEventListener('error', () =>
      reject(
        new Problem(0, {
          code: 'unreachable',
          detail: 'The server did not take the files',
          remedy: 'See whether it is running, and drop them again',
        }),
      ),
    );
    request.open('POST', '/uploads');
    request.setRequestHeader('accept', 'application/json');
    request.send(form);
  });
}
