import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { usePopupPlace } from '../hooks/use-popup-place.ts';
import { steppedIndex } from '../text/choices.ts';

interface Props {
  /** The name of the button, and of the menu. */
  label: string;
  icon: ReactNode;
  className: string;
  align: 'start' | 'end';
  items: readonly { id: string; label: string }[];
  onPick: (id: string) => void;
}

/** A button that opens a menu. The keyboard walks it by arrows, Home and End, and leaves it by Escape or Tab. */
export function MenuButton({ label, icon, className, align, items, onPick }: Props) {
  const menuId = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const place = usePopupPlace(button, isOpen, align);

  const entries = () => [...(menu.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];

  useEffect(() => {
    if (isOpen) menu.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
  }, [isOpen]);

  function close(): void {
    setOpen(false);
    button.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const all = entries();
    const at = all.findIndex((entry) => entry.matches(':focus'));
    if (event.key === 'ArrowDown') all[steppedIndex(at, 1, all.length)]?.focus();
    else if (event.key === 'ArrowUp') all[steppedIndex(at, -1, all.length)]?.focus();
    else if (event.key === 'Home') all[0]?.focus();
    else if (event.key === 'End') all.at(-1)?.focus();
    else if (event.key === 'Escape') close();
    else if (event.key === 'Tab') close();
    else return;
    // From the button the Tab goes on its way.
    if (event.key !== 'Tab') event.preventDefault();
  }

  function onBlur({ relatedTarget }: FocusEvent): void {
    if (!menu.current?.contains(relatedTarget) && relatedTarget !== button.current) setOpen(false);
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        title={label}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? menuId : undefined}
        onClick={() => setOpen(!isOpen)}
        onKeyDown={(event) => {
          if (isOpen) return onKeyDown(event);
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {icon}
      </button>
      {isOpen && (
        <div
          ref={menu}
          id={menuId}
          className="menu"
          role="menu"
          tabIndex={-1}
          aria-label={label}
          style={place}
          onKeyDown={onKeyDown}
          onBlur={onBlur}
        >
          {items.map((item) => (
            <button
              key={item.id}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                close();
                onPick(item.id);
              }}
            >
              {item.label}
            </button>
          ))}
        </div>
      )}
    </>
  );
}
