import type { SKRSContext2D } from '@napi-rs/canvas';
import type { IconName } from '../scene/shape.ts';

type Draw = (context: SKRSContext2D) => void;

function line(context: SKRSContext2D, ...points: readonly [number, number][]): void {
  context.beginPath();
  for (const [index, [x, y]] of points.entries()) {
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.stroke();
}

function box(context: SKRSContext2D, x: number, y: number, width: number, height: number, radius: number): void {
  context.beginPath();
  context.roundRect(x, y, width, height, radius);
  context.stroke();
}

function dot(context: SKRSContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

function ring(context: SKRSContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
}

/** Of our own: WhatsApp's are not for others to use. Each in a square of 24, drawn in lines of 2. */
const ICONS: Readonly<Record<IconName, Draw>> = {
  back: (c) => {
    line(c, [20, 12], [5, 12]);
    line(c, [11, 6], [5, 12], [11, 18]);
  },
  close: (c) => {
    line(c, [6, 6], [18, 18]);
    line(c, [18, 6], [6, 18]);
  },
  more: (c) => {
    for (const y of [5.5, 12, 18.5]) dot(c, 12, y, 1.7);
  },
  'chevron-down': (c) => line(c, [6, 9.5], [12, 15.5], [18, 9.5]),
  'chevron-right': (c) => line(c, [9, 5.5], [15.5, 12], [9, 18.5]),
  calendar: (c) => {
    box(c, 4, 5.5, 16, 15, 2.5);
    line(c, [4, 10.5], [20, 10.5]);
    line(c, [8.5, 3], [8.5, 7]);
    line(c, [15.5, 3], [15.5, 7]);
  },
  camera: (c) => {
    box(c, 3, 7, 18, 13, 3);
    ring(c, 12, 13.5, 3.6);
    line(c, [8.5, 7], [10, 4.5], [14, 4.5], [15.5, 7]);
  },
  document: (c) => {
    line(c, [14, 3], [6, 3], [6, 21], [18, 21], [18, 7], [14, 3], [14, 7], [18, 7]);
    line(c, [9, 12.5], [15, 12.5]);
    line(c, [9, 16.5], [15, 16.5]);
  },
  image: (c) => {
    box(c, 3, 4.5, 18, 15, 2.5);
    dot(c, 8.5, 9.5, 1.8);
    line(c, [4, 17.5], [10, 12.5], [13.5, 15.5], [16.5, 12.5], [20.5, 16]);
  },
  check: (c) => line(c, [4.5, 12.5], [10, 18], [20, 6.5]),
  link: (c) => {
    line(c, [13, 4], [20, 4], [20, 11]);
    line(c, [20, 4], [11, 13]);
    line(c, [18, 14], [18, 20], [4, 20], [4, 6], [10, 6]);
  },
  server: (c) => {
    box(c, 3.5, 4, 17, 7, 2);
    box(c, 3.5, 13, 17, 7, 2);
    dot(c, 7.5, 7.5, 1.3);
    dot(c, 7.5, 16.5, 1.3);
  },
  refresh: (c) => {
    c.beginPath();
    c.arc(12, 12, 7.5, -0.4 * Math.PI, 1.25 * Math.PI);
    c.stroke();
    line(c, [9.5, 1.5], [14.5, 4.8], [10.5, 9]);
  },
  cross: (c) => {
    line(c, [6, 6], [18, 18]);
    line(c, [18, 6], [6, 18]);
  },
  branch: (c) => {
    ring(c, 12, 12, 8.5);
    dot(c, 12, 12, 2);
  },
  plus: (c) => {
    line(c, [12, 4], [12, 20]);
    line(c, [4, 12], [20, 12]);
  },
  minus: (c) => line(c, [4, 12], [20, 12]),
  tilde: (c) => {
    c.beginPath();
    c.moveTo(3.5, 14);
    c.bezierCurveTo(7, 5, 16, 19, 20.5, 10);
    c.stroke();
  },
  'up-down': (c) => {
    line(c, [12, 4], [12, 20]);
    line(c, [8, 8], [12, 4], [16, 8]);
    line(c, [8, 16], [12, 20], [16, 16]);
  },
  'eye-off': (c) => {
    c.beginPath();
    c.ellipse(12, 12, 9.5, 6, 0, 0, 2 * Math.PI);
    c.stroke();
    ring(c, 12, 12, 2.6);
    line(c, [4.5, 20], [19.5, 4]);
  },
};

export function drawIcon(
  context: SKRSContext2D,
  name: IconName,
  x: number,
  y: number,
  size: number,
  color: string,
): void {
  context.save();
  context.translate(x, y);
  context.scale(size / 24, size / 24);
  context.strokeStyle = color;
  context.fillStyle = color;
  context.lineWidth = 2;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  ICONS[name](context);
  context.restore();
}
