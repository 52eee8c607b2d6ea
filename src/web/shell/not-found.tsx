/** An address without a page of its own: the server answers it, as a plain document or by saying that there is nothing. */
import { useEffect } from 'react';
import { Skeleton } from '../parts/page.tsx';

export function NotFound() {
  useEffect(() => location.replace(location.href), []);
  return <Skeleton />;
}
