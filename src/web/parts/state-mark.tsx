/** A state by shape, word and colour, the same in every report of the product. */
import { shapeDrawings, type State, stateLooks } from '../../documents/states.ts';

export function StateMark({ state, word }: { readonly state: State; readonly word?: string }) {
  const look = stateLooks[state];
  return (
    <span className={`state ${look.tone}`}>
      <svg
        className="shape"
        viewBox="0 0 12 12"
        aria-hidden="true"
        // The drawings are ours, not anybody's input.
        // oxlint-disable-next-line react/no-danger
        dangerouslySetInnerHTML={{ __html: shapeDrawings[look.shape] }}
      />
      {word ?? look.word}
    </span>
  );
}
