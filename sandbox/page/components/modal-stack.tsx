import type { Conversation } from '../../slack/page-api.ts';
import { Modal } from './modal.tsx';
import { useWorkspaceView } from './workspace-view.ts';

/** The modals that the person who looks has open, each over the ones before it. */
export function ModalStack({ current }: { current: Conversation }) {
  const { me, modals } = useWorkspaceView();
  return modals.map((view, index) => (
    <Modal key={`${me.id} ${view.id}`} view={view} isTop={index === modals.length - 1} current={current} />
  ));
}
