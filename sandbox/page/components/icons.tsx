import type { ReactNode } from 'react';

/** Drawn for this page, 20 by 20, in the colour of the text around. Decoration: what they say stands beside as text. */
function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const HashIcon = () => (
  <Icon>
    <path d="M8 3 6 17M14 3l-2 14M3.5 7.5h13.5M3 12.5h13.5" />
  </Icon>
);

export const LockIcon = () => (
  <Icon>
    <rect x="4" y="9" width="12" height="8" rx="1.5" />
    <path d="M7 9V6.5a3 3 0 0 1 6 0V9" />
  </Icon>
);

export const ArchiveIcon = () => (
  <Icon>
    <path d="M3 4h14v4H3zM4.5 8v8h11V8M8 11h4" />
  </Icon>
);

export const EyeIcon = () => (
  <Icon>
    <path d="M2 10s3-5.5 8-5.5S18 10 18 10s-3 5.5-8 5.5S2 10 2 10Z" />
    <circle cx="10" cy="10" r="2.3" />
  </Icon>
);

export const FileIcon = () => (
  <Icon>
    <path d="M5 2.5h6.5L15.5 6.5V17.5H5zM11.5 2.5V6.5H15.5" />
  </Icon>
);

export const DownloadIcon = () => (
  <Icon>
    <path d="M10 3v9M6.5 8.5 10 12l3.5-3.5M4 16.5h12" />
  </Icon>
);

export const SendIcon = () => (
  <Icon>
    <path d="M3.5 4 17 10 3.5 16l1.8-6zM5.3 10H11" />
  </Icon>
);

export const ArrowDownIcon = () => (
  <Icon>
    <path d="M10 4v12M5 11l5 5 5-5" />
  </Icon>
);

export const WarningIcon = () => (
  <Icon>
    <path d="M10 3 18 17H2zM10 8.5v3.5M10 14.5v.1" />
  </Icon>
);

export const MoreIcon = () => (
  <Icon>
    <path d="M10 4.5v.1M10 10v.1M10 15.5v.1" strokeWidth="2.6" />
  </Icon>
);

export const LightningIcon = () => (
  <Icon>
    <path d="M11.5 2.5 4.5 11.5H9.5L8.5 17.5 15.5 8.5H10.5z" />
  </Icon>
);

export const CrossIcon = () => (
  <Icon>
    <path d="M5 5l10 10M15 5 5 15" />
  </Icon>
);

export const ChevronDownIcon = () => (
  <Icon>
    <path d="M5 7.5l5 5 5-5" />
  </Icon>
);

export const TickIcon = () => (
  <Icon>
    <path d="M4 10.5l4 4 8-9" />
  </Icon>
);
