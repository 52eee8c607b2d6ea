/** Stripes to fill a shape with, for those who do not see its colour and for print: `fill="url(#id)"`. */
export function Stripes({ id, stripe = 3 }: { readonly id: string; readonly stripe?: number }) {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect className="stripe" width={stripe} height="6" />
      </pattern>
    </defs>
  );
}
