import { languageOfTexts, type Translate } from '../../../i18n.ts';
import type { Log } from '../../../log.ts';
import { type DrawOnce, type Picture, PictureError } from '../../../picture/index.ts';
import type { NamedFlow } from '../../messages/flow-name.ts';
import { type NoPicture, pictureTitle } from '../../messages/picture.ts';
import type { FlowToShare } from '../file-maker.ts';
import type { BinaryFile } from '../file-to-share.ts';
import { type ChangeToDraw, flowOrders, type PictureOrder } from './picture-order.ts';

/** What came of drawing one flow. */
export type Drawn = { flow: NamedFlow } & ({ is: 'drawn'; files: BinaryFile[] } | { is: 'none'; why: NoPicture });

/** Draws flows. */
export interface DrawPictures {
  /** Whether this bot draws at all. */
  isOn: boolean;
  /** Whether a drawing would have to wait for a process to start. */
  readonly isCold: boolean;
  /** Starts it: a drawing will be asked for in a moment. */
  warmUp(): void;
  /**
   * A drawing for each flow, in their order.
   *
   * @param most pictures of each flow: with 1 of a long one its overview.
   * @returns promises that never reject.
   */
  flows(t: Translate, teamId: string, flows: readonly FlowToShare[], most: number): Promise<Drawn>[];
  /**
   * What changed between two versions.
   *
   * @returns never rejects.
   */
  change(t: Translate, teamId: string, sides: ChangeToDraw): Promise<Drawn>;
  /** What was ordered before. @returns never rejects. */
  draw(t: Translate, teamId: string, order: PictureOrder): Promise<Drawn>;
}

/** `flow.png`, and `flow-1.png` for its first page. */
const fileOf = (t: Translate, name: string, flow: NamedFlow, pictures: readonly Picture[]): BinaryFile[] => {
  const pages = pictures.filter(({ page }) => page > 0).length;
  return pictures.map(({ kind, page, png, alt }) => ({
    filename: page === 0 ? `${name}.png` : `${name}-${page}.png`,
    title: pictureTitle(t, flow, { kind, page, pages }),
    altText: alt,
    content: png,
  }));
};

/** @param drawOnce undefined: this bot draws no pictures. */
export function createDrawPictures(drawOnce: DrawOnce | undefined, log: Pick<Log, 'info' | 'warn'>): DrawPictures {
  /** A failure is logged, and left at that: the JSON goes without its picture. */
  async function drawn(
    flow: NamedFlow,
    draw: (by: DrawOnce) => Promise<readonly Picture[]>,
    filesOf: (pictures: readonly Picture[]) => BinaryFile[],
  ): Promise<Drawn> {
    if (drawOnce === undefined) return { flow, is: 'none', why: 'unavailable' };
    try {
      return { flow, is: 'drawn', files: filesOf(await draw(drawOnce)) };
    } catch (error) {
      const why = error instanceof PictureError ? error.kind : 'failed';
      const facts = { err: error, flowId: flow.flowId, kind: why };
      if (why === 'not-a-flow' || why === 'too-large') log.info(facts, 'A flow can not be drawn');
      else log.warn(facts, 'A flow was not drawn');
      return { flow, is: 'none', why };
    }
  }

  const draw = (t: Translate, teamId: string, order: PictureOrder): Promise<Drawn> => {
    const { flow, title, name } = order;
    const wish = { title, language: languageOfTexts(t) };
    return drawn(
      flow,
      (by) =>
        order.kind === 'flow'
          ? by.flow(teamId, order.json, { ...wish, most: order.most })
          : by.change(teamId, order, wish),
      (pictures) => fileOf(t, name, flow, pictures),
    );
  };

  return {
    isOn: drawOnce !== undefined,
    get isCold() {
      return drawOnce?.isCold === true;
    },
    warmUp: () => drawOnce?.warmUp(),
    draw,
    flows: (t, teamId, flows, most) => flowOrders(flows, most).map((order) => draw(t, teamId, order)),
    change: (t, teamId, sides) => draw(t, teamId, { ...sides, kind: 'change' }),
  };
}
