/** A page that could not be shown: what happened, and what to do. */
import { Fault, Page } from '../parts/page.tsx';

export function PageFault({ error }: { readonly error: unknown }) {
  return (
    <Page title="This page could not be shown">
      <Fault error={error instanceof Error ? error : new Error(String(error))} onRetry={() => location.reload()} />
    </Page>
  );
}
