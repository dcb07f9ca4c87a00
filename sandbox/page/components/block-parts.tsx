import type { ContextBlock, HeaderBlock, ImageElement, KnownBlock, SectionBlock } from '@slack/types';
import type { ReactNode } from 'react';
import { type Block as LibraryBlock, Message as LibraryMessage } from 'slack-blocks-to-jsx';
import { useDark } from '../hooks/use-dark.ts';
import { linkOnPage } from '../text/file-link.ts';
import { mrkdwnToRichText, plainToRichText, unescapeText } from '../text/mrkdwn.ts';
import { onSandbox } from '../text/preview-link.ts';
import { useWorkspaceView } from './workspace-view.ts';

/** What messages and views draw alike. */

/** The library gives an unknown emoji back without its colons. */
const emoji = (data: { name: string }, draw: (data: { name: string }) => string) => {
  const drawn = draw(data);
  return drawn === data.name ? `:${data.name}:` : drawn;
};

/** The library's part: everything but mrkdwn (see `text/mrkdwn.ts`) and what can be used, which it only draws. */
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
      theme={useDark() ? 'dark' : 'light'}
      withoutWrapper
    />
  );
}

/** A mrkdwn or a plain text, as Slack shows it. */
export function RichText({ of: { type, text } }: { of: { type: string; text: string } }) {
  const { lines, me } = useWorkspaceView();
  const reading = {
    resolveLink: (url: string) => onSandbox(linkOnPage(url, lines, me.id)),
    dates: { nowMs: Date.now() },
  };
  return <Drawn blocks={[type === 'mrkdwn' ? mrkdwnToRichText(text, reading) : plainToRichText(text)]} />;
}

function SmallImage({ element }: { element: ImageElement }) {
  const source = 'image_url' in element ? element.image_url : undefined;
  return <img className="small-image" src={source} alt={element.alt_text} />;
}

interface SectionProps {
  block: SectionBlock;
  /** What stands beside the text and can be used. */
  children?: ReactNode;
}

export function Section({ block: { text, fields = [], accessory }, children }: SectionProps) {
  return (
    <div className="section">
      <div className="section-text">
        {text && <RichText of={text} />}
        {fields.length > 0 && (
          <div className="fields">
            {fields.map((field, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a field has no ID, and nothing but its place.
              <RichText key={index} of={field} />
            ))}
          </div>
        )}
      </div>
      {accessory?.type === 'image' && <SmallImage element={accessory} />}
      {children}
    </div>
  );
}

function Context({ block }: { block: ContextBlock }) {
  return (
    <div className="context">
      {block.elements.map((element, index) =>
        element.type === 'image' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: an element of a context has no ID, and nothing but its place.
          <SmallImage key={index} element={element} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above.
          <RichText key={index} of={element} />
        ),
      )}
    </div>
  );
}

/** The library would read a header as Markdown, were it not told to take it word for word. */
const verbatimHeader = ({ text, ...block }: HeaderBlock): HeaderBlock =>
  Object.assign(block, { text: { ...text, text: unescapeText(text.text), verbatim: true } });

/** A block in which there is nothing to use. */
export function PlainBlock({ block }: { block: KnownBlock }) {
  switch (block.type) {
    case 'section':
      return <Section block={block} />;
    case 'context':
      return <Context block={block} />;
    case 'header':
      return <Drawn blocks={[verbatimHeader(block)]} />;
    default:
      return <Drawn blocks={[block]} />;
  }
}
