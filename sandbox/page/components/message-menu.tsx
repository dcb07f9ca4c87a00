import { EllipsisVertical } from 'lucide-react';
import { MenuButton } from './menu.tsx';
import { useWorkspaceView } from './workspace-view.ts';

/** The app's message shortcuts, in a menu on the message; nothing where the app has none. */
export function MessageMenu({ onPick }: { onPick: (callbackId: string) => void }) {
  const { shortcuts } = useWorkspaceView();
  const items = shortcuts
    .filter(({ type }) => type === 'message')
    .map(({ callbackId, name }) => ({ id: callbackId, label: name }));
  if (items.length === 0) return null;
  return (
    <MenuButton
      label="More actions"
      icon={<EllipsisVertical />}
      className="message-menu"
      align="end"
      items={items}
      onPick={onPick}
    />
  );
}
