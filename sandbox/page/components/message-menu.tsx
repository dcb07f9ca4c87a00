import { EllipsisVertical } from 'lucide-react';
import { MenuButton } from './menu.tsx';
import { useWorkspaceView } from './workspace-view.ts';

/** No callback ID of an app has a blank. */
const REPLY = 'reply in thread';

interface Props {
  onPick: (callbackId: string) => void;
  onReply: () => void;
}

/** What can be done with a message: reply in its thread, and the app's message shortcuts. */
export function MessageMenu({ onPick, onReply }: Props) {
  const { shortcuts } = useWorkspaceView();
  const ofApp = shortcuts
    .filter(({ type }) => type === 'message')
    .map(({ callbackId, name }) => ({ id: callbackId, label: name }));
  return (
    <MenuButton
      label="More actions"
      icon={<EllipsisVertical />}
      className="message-menu"
      align="end"
      items={[{ id: REPLY, label: 'Reply in thread' }, ...ofApp]}
      onPick={(id) => (id === REPLY ? onReply() : onPick(id))}
    />
  );
}
