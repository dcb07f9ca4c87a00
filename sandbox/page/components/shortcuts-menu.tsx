import { Zap } from 'lucide-react';
import { MenuButton } from './menu.tsx';
import { useWorkspaceView } from './workspace-view.ts';

/** The app's global shortcuts, in a menu beside the composer; nothing where the app has none. */
export function ShortcutsMenu({ onPick }: { onPick: (callbackId: string) => void }) {
  const { shortcuts } = useWorkspaceView();
  const items = shortcuts
    .filter(({ type }) => type === 'global')
    .map(({ callbackId, name }) => ({ id: callbackId, label: name }));
  if (items.length === 0) return null;
  return (
    <MenuButton label="Shortcuts" icon={<Zap />} className="shortcuts" align="start" items={items} onPick={onPick} />
  );
}
