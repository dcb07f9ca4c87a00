import type { Button, InputBlock, KnownBlock } from '@slack/types';
import { TriangleAlert } from 'lucide-react';
import { useId } from 'react';
import type { ViewInUse } from '../hooks/use-view.ts';
import { isButton, isDrawableInView } from '../text/drawable.ts';
import { asInput } from '../text/input-elements.ts';
import { ActionButtons } from './action-buttons.tsx';
import { PlainBlock, RichText, Section } from './block-parts.tsx';
import { ViewElement } from './view-element.tsx';

interface BlockProps<Block extends KnownBlock> {
  block: Block;
  inUse: ViewInUse;
  error: string | undefined;
}

function Buttons({ buttons, block, inUse }: { buttons: Button[]; block: KnownBlock; inUse: ViewInUse }) {
  return <ActionButtons buttons={buttons} onClick={(actionId) => inUse.tell(block.block_id ?? '', actionId)} />;
}

/** Under an input: what is wrong with it. */
function BlockError({ id, error }: { id: string; error: string }) {
  return (
    <p className="block-error" id={id} role="alert">
      <TriangleAlert /> {error}
    </p>
  );
}

function Input({ block, inUse, error }: BlockProps<InputBlock>) {
  const id = useId();
  const { label, hint, optional, block_id: blockId = '' } = block;
  const element = asInput(block.element);
  if (element === undefined) return null;
  const described = [error !== undefined && `${id}error`, hint && `${id}hint`].filter(Boolean);
  const isGroup = element.type === 'checkboxes' || element.type === 'radio_buttons';
  const name = (
    <>
      {label.text}
      {optional === true && <span className="optional"> (optional)</span>}
    </>
  );
  return (
    <div className={error === undefined ? 'input-block' : 'input-block is-invalid'}>
      {isGroup ? (
        <span className="input-label" id={`${id}label`}>
          {name}
        </span>
      ) : (
        <label className="input-label" id={`${id}label`} htmlFor={`${id}input`}>
          {name}
        </label>
      )}
      <ViewElement
        element={element}
        blockId={blockId}
        inUse={inUse}
        isTold={block.dispatch_action === true}
        field={{
          id: `${id}input`,
          labelledBy: `${id}label`,
          describedBy: described.length > 0 ? described.join(' ') : undefined,
          isInvalid: error !== undefined,
          isRequired: optional !== true,
        }}
      />
      {error !== undefined && <BlockError id={`${id}error`} error={error} />}
      {hint && (
        <div className="input-hint" id={`${id}hint`}>
          <RichText of={hint} />
        </div>
      )}
    </div>
  );
}

/** Elements in a section or in a row of actions: the app hears of each use at once. */
function Element({ element, block, inUse }: { element: { type: string }; block: KnownBlock; inUse: ViewInUse }) {
  const id = useId();
  const input = asInput(element);
  if (isButton(element)) return <Buttons buttons={[element]} block={block} inUse={inUse} />;
  if (input === undefined) return null;
  const text = block.type === 'section' ? block.text?.text : undefined;
  const label = ('placeholder' in input ? input.placeholder?.text : undefined) ?? text ?? 'Choose';
  return (
    <ViewElement
      element={input}
      blockId={block.block_id ?? ''}
      inUse={inUse}
      isTold
      field={{ id: `${id}input`, label, isInvalid: false, isRequired: false }}
    />
  );
}

function Block({ block, inUse, error }: BlockProps<KnownBlock>) {
  if (!isDrawableInView(block))
    return <p className="undrawable">The sandbox cannot show a block of the type “{block.type}” as Slack would.</p>;
  switch (block.type) {
    case 'input':
      return <Input block={block} inUse={inUse} error={error} />;
    case 'actions':
      return block.elements.every(isButton) ? (
        <Buttons buttons={block.elements} block={block} inUse={inUse} />
      ) : (
        <div className="actions">
          {block.elements.map((element, index) => (
            <Element
              key={('action_id' in element && element.action_id) || index}
              element={element}
              block={block}
              inUse={inUse}
            />
          ))}
        </div>
      );
    case 'section':
      return block.accessory === undefined || block.accessory.type === 'image' ? (
        <PlainBlock block={block} />
      ) : (
        <Section block={block}>
          <Element element={block.accessory} block={block} inUse={inUse} />
        </Section>
      );
    default:
      return <PlainBlock block={block} />;
  }
}

/**
 * The blocks of a modal or of a Home tab.
 *
 * @param errors by `block_id`.
 */
export function ViewBlocks({ inUse, errors }: { inUse: ViewInUse; errors: Record<string, string> }) {
  return (
    <div className="view-blocks">
      {inUse.view.blocks.map((block, index) => (
        <Block key={block.block_id ?? index} block={block} inUse={inUse} error={errors[block.block_id ?? '']} />
      ))}
    </div>
  );
}
