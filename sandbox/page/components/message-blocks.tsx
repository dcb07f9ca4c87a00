import type { ContextBlock, HeaderBlock, KnownBlock, SectionBlock } from '@slack/types';
import { type Block as LibraryBlock, Message as LibraryMessage } from 'slack-blocks-to-jsx';
import type { Line } from '../../slack/page-api.ts';
import { isButton, isDrawable } from '../text/drawable.ts';
import { linkOnPage } from '../text/file-link.ts';
import { mrkdwnToRichText, plainToRichText, unescapeText } from '../text/mrkdwn.ts';
import { ActionButtons } from './action-buttons.tsx';
import { useWorkspaceView } from './workspace-view.ts';

/** The library gives an unknown emoji back without its colons. */
const emoji = (data: { name: string }, draw: (data: { name: string }) => string) => {
  const drawn = draw(data);
  return drawn === data.name ? `:${data.name}:` : drawn;
};

/** The library's part: everything but mrkdwn (see `text/mrkdwn.ts`) and buttons, which it draws but does not let click. */
function Drawn({ blocks }: { blocks: KnownBlock[] }) {
  const { people, conversations } = useWorkspaceView();
  return (
    <LibraryMessage
      // Its types are Slack's own, written down a second time, and differ in details that are not drawn.
      blocks={blocks as LibraryBlock[]}
      data={{ users: people.map(({ id, realName }) => ({ id, name: realName })), channels: conversations }}
      hooks={{ emoji }}
      name=""
      logo=""
      theme="light"
      withoutWrapper
    />
  );
}

type Text = { type: string; text: string };

function useRichText(): (text: Text) => KnownBlock {
  const { lines, me } = useWorkspaceView();
  return ({ type, text }) =>
    type === 'mrkdwn' ? mrkdwnToRichText(text, (url) => linkOnPage(url, lines, me.id)) : plainToRichText(text);
}

function Section({ block, line }: { block: SectionBlock; line: Line }) {
  const richText = useRichText();
  const texts = [block.text, ...(block.fields ?? [])].filter((text) => text !== undefined);
  return (
    <>
      <Drawn blocks={texts.map(richText)} />
      {isButton(block.accessory) && (
        <ActionButtons buttons={[block.accessory]} blockId={block.block_id ?? ''} line={line} />
      )}
    </>
  );
}

function Context({ block }: { block: ContextBlock }) {
  const richText = useRichText();
  const texts = block.elements.filter((element) => element.type !== 'image');
  return (
    <div className="context">
      <Drawn blocks={texts.map(richText)} />
    </div>
  );
}

/** The library would read a header as Markdown, were it not told to take it word for word. */
const verbatimHeader = ({ text, ...block }: HeaderBlock): HeaderBlock =>
  Object.assign(block, { text: { ...text, text: unescapeText(text.text), verbatim: true } });

function Block({ block, line }: { block: KnownBlock; line: Line }) {
  switch (block.type) {
    case 'section':
      return <Section block={block} line={line} />;
    case 'context':
      return <Context block={block} />;
    case 'actions':
      return <ActionButtons buttons={block.elements.filter(isButton)} blockId={block.block_id ?? ''} line={line} />;
    case 'header':
      return <Drawn blocks={[verbatimHeader(block)]} />;
    default:
      return <Drawn blocks={[block]} />;
  }
}

/** A text without blocks: mrkdwn, as in `chat.postMessage`. */
function MessageText({ text }: { text: string }) {
  const richText = useRichText();
  return text.trim() === '' ? null : <Drawn blocks={[richText({ type: 'mrkdwn', text })]} />;
}

/** What a message says: its blocks, or its text where it has none, or has one that this page cannot draw. */
export function MessageBlocks({ line }: { line: Line }) {
  const blocks = line.blocks ?? [];
  if (blocks.length === 0 || !blocks.every(isDrawable)) return <MessageText text={line.text} />;
  return blocks.map((block, index) => <Block key={block.block_id ?? index} block={block} line={line} />);
}
