import { MenuButton as Button, Menu, MenuItem, MenuProvider } from '@ariakit/react';
import type { ReactNode } from 'react';

interface Props {
  /** The name of the button, and of the menu. */
  label: string;
  icon: ReactNode;
  className: string;
  align: 'start' | 'end';
  items: readonly { id: string; label: string }[];
  onPick: (id: string) => void;
}

/** A button that opens a menu. */
export function MenuButton({ label, icon, className, align, items, onPick }: Props) {
  return (
    <MenuProvider placement={`bottom-${align}`}>
      <Button className={className} title={label} aria-label={label}>
        {icon}
      </Button>
      {/* In a portal, so that no scrolled region around cuts it off. */}
      <Menu className="menu" aria-label={label} gutter={4} portal unmountOnHide>
        {items.map((item) => (
          <MenuItem key={item.id} onClick={() => onPick(item.id)}>
            {item.label}
          </MenuItem>
        ))}
      </Menu>
    </MenuProvider>
  );
}
