/** The words that a picture has of its own, in one language. `{name}` stands for what is put in. */
export interface PictureWords {
  /** In BCP 47: in whose language scripts are named. */
  locale: string;
  otherScript: string;
  otherSign: string;
  entry: string;
  terminal: string;
  end: string;
  endpoint: string;
  updates: string;
  unknownAction: string;
  missingScreen: string;
  untitled: string;
  hidden: string;
  disabled: string;
  shownIf: string;
  enabledIf: string;
  branchIf: string;
  branchThen: string;
  branchElse: string;
  branchSwitch: string;
  branchCase: string;
  readMore: string;
  managed: string;
  optionsFrom: string;
  noOptions: string;
  options: string;
  oneOption: string;
  moreOptions: string;
  moreComponents: string;
  moreLines: string;
  moreScreens: string;
  moreExits: string;
  nestedTooDeep: string;
  image: string;
  imageTooLarge: string;
  imageNotDrawn: string;
  addPhotos: string;
  addDocuments: string;
  upTo: string;
  chooseDate: string;
  startDate: string;
  endDate: string;
  between: string;
  from: string;
  until: string;
  days: string;
  onPage: string;
  screens: string;
  oneScreen: string;
  page: string;
  overview: string;
  version: string;
  legendExample: string;
  legendExpression: string;
  legendUnfilled: string;
  legendStandIn: string;
  legendRoute: string;
  legendEnd: string;
  legendEndpoint: string;
  legendMissing: string;
  before: string;
  after: string;
  added: string;
  removed: string;
  changed: string;
  moved: string;
  unchanged: string;
  unchangedScreens: string;
  notThere: string;
  noChanges: string;
  dataChanged: string;
  routesAdded: string;
  routesRemoved: string;
  altScreens: string;
  altOneScreen: string;
  altScreen: string;
  altInputs: string;
  altLeadsTo: string;
  altEnds: string;
  altEndpoint: string;
  altMore: string;
}

export const ENGLISH: PictureWords = {
  locale: 'en',
  otherScript: '{name} text',
  otherSign: 'Sign',
  entry: 'Entry',
  terminal: 'Terminal',
  end: 'End',
  endpoint: 'Endpoint',
  updates: 'Updates this screen',
  unknownAction: 'Action {name}',
  missingScreen: 'No screen {name}',
  untitled: 'Untitled',
  hidden: 'Hidden',
  disabled: 'Disabled',
  shownIf: 'Shown if {condition}',
  enabledIf: 'Enabled if {condition}',
  branchIf: 'If',
  branchThen: 'Then',
  branchElse: 'Else',
  branchSwitch: 'Switch on',
  branchCase: 'Case {value}',
  readMore: 'Read more',
  managed: 'Managed by the business.',
  optionsFrom: 'Options from {binding}',
  noOptions: 'No options',
  options: '{count} options: {titles}',
  oneOption: '1 option: {titles}',
  moreOptions: '{count} more',
  moreComponents: '{count} more components',
  moreLines: 'Text goes on',
  moreScreens: '{count} more screens are not drawn',
  moreExits: '{count} more',
  nestedTooDeep: 'Nested too deep to draw',
  image: 'Image',
  imageTooLarge: 'Image too large to draw: {size}',
  imageNotDrawn: 'Not a PNG, JPEG, WebP or GIF',
  addPhotos: 'Add photos',
  addDocuments: 'Add documents',
  upTo: 'up to {size}',
  chooseDate: 'Choose a date',
  startDate: 'Start date',
  endDate: 'End date',
  between: '{from} to {until}',
  from: 'From {from}',
  until: 'Until {until}',
  days: '{min} to {max} days',
  onPage: 'page {page}',
  screens: '{count} screens',
  oneScreen: '1 screen',
  page: 'Page {page} of {pages}',
  overview: 'Overview',
  version: 'Flow JSON {version}',
  legendExample: 'Example value: the real one comes when the flow runs',
  legendExpression: 'Known only when the flow runs',
  legendUnfilled: 'Not filled in: a reference within other text, outside backticks',
  legendStandIn: 'Written in letters that the picture has no font for',
  legendRoute: 'Route known only to the routing model',
  legendEnd: 'Completes the flow',
  legendEndpoint: 'Asks the endpoint',
  legendMissing: 'Leads to a screen that does not exist',
  before: 'Before',
  after: 'After',
  added: 'Added',
  removed: 'Removed',
  changed: 'Changed',
  moved: 'Moved',
  unchanged: 'Unchanged',
  unchangedScreens: '{count} unchanged screens not drawn',
  notThere: 'Not in this version',
  noChanges: 'Nothing that can be seen changed',
  dataChanged: 'Data model changed',
  routesAdded: 'New route to {names}',
  routesRemoved: 'No route to {names} any more',
  altScreens: 'Flow with {count} screens.',
  altOneScreen: 'Flow with 1 screen.',
  altScreen: '{number}. {title}',
  altInputs: 'asks for {inputs}',
  altLeadsTo: 'leads to {names}',
  altEnds: 'ends the flow',
  altEndpoint: 'asks the endpoint',
  altMore: 'And {count} more.',
};

/** The text with what stands in braces put in; what isn't given stays as it is. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name] ?? '') : whole,
  );
}
