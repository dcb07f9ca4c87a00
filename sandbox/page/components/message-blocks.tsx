import type { Button, KnownBlock } from '@slack/types';
import type { Line } from '../../slack/page-api.ts';
import { act } from '../api.ts';
import { isButton, isDrawable } from '../text/drawable.ts';
import { ActionButtons } from './action-buttons.tsx';
import { PlainBlock, RichText, Section } from './block-parts.tsx';
import { useWorkspaceView } from './workspace-view.ts';

function Buttons({ buttons, block, line }: { buttons: Button[]; block: KnownBlock; line: Line }) {
  const { me } = useWorkspaceView();
  const { conversationId, ts: messageTs } = line;
  const blockId = block.block_id ?? '';
  return (
    <ActionButtons
      buttons={buttons}
      onClick={(actionId) => act({ as: me.id, conversationId, messageTs, blockId, actionId })}
    />
  );
}

function Block({ block, line }: { block: KnownBlock; line: Line }) {
  if (block.type === 'section' && isButton(block.accessory))
    return (
      <Section block={block}>
        <Buttons buttons={[block.accessory]} block={block} line={line} />
      </Section>
    );
  if (block.type === 'actions') return <Buttons buttons={block.elements.filter(isButton)} block={block} line={line} />;
  return <PlainBlock block={block} />;
}

/** What a message says: its blocks, or its text where it has none, or has one that this page cannot draw. */
export function MessageBlocks({ line }: { line: Line }) {
  const { text, blocks = [] } = line;
  if (blocks.length > 0 && blocks.every(isDrawable))
    return blocks.map((block, index) => <Block key={block.block_id ?? index} block={block} line={line} />);
  // A text without blocks: mrkdwn, as in `chat.postMessage`.
  return text.trim() === '' ? null : <RichText of={{ type: 'mrkdwn', text }} />;
}
