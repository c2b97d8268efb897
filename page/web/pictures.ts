// Pictures of the core: SVG that is put into the page, and taken away as SVG or PNG.
import type { Picture } from './core';
import { h } from './dom';
import type { Words } from './words';

/** How large a picture is asked for: as wide as its place. @param shape  its height over its width */
export function pictureSize(place: HTMLElement, shape = 0.66): { width: number; height: number } {
    const width = Math.max(300, Math.min(Math.round(place.clientWidth || innerWidth - 24), 1100));
    return { width, height: Math.round(Math.max(width * shape, 290)) };
}

export function asked(name: string, kind: string, place: HTMLElement, shape?: number): Picture {
    return { name, kind, ...pictureSize(place, shape) };
}

/** An SVG text as an element; the core escapes what it writes. */
export function svgElement(text: string): SVGSVGElement {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    return document.importNode(parsed.documentElement as unknown as SVGSVGElement, true);
}

export function showPicture(place: HTMLElement, svg: string | undefined, name: string, words: Words): void {
    place.replaceChildren();
    place.hidden = !svg;
    if (!svg) return;
    const picture = svgElement(svg);
    const caption = h('figcaption', {},
                      h('button', { type: 'button', class: 'plain', onclick: () => save(`${name}.svg`, fileOf(picture), 'image/svg+xml') }, 'SVG'),
                      ' ',
                      h('button', { type: 'button', class: 'plain', onclick: () => void savePng(name, picture) }, 'PNG'));
    caption.setAttribute('aria-label', words.takePicture);
    place.append(picture, caption);
}

/** The file: with a size of its own. */
function fileOf(picture: SVGSVGElement): string {
    const copy = picture.cloneNode(true) as SVGSVGElement;
    const { width, height } = picture.viewBox.baseVal;
    copy.setAttribute('width', String(width / 0.75));
    copy.setAttribute('height', String(height / 0.75));
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}

const pixelsPerPixel = 2;

async function savePng(name: string, picture: SVGSVGElement): Promise<void> {
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([fileOf(picture)], { type: 'image/svg+xml' }));
    await image.decode().finally(() => URL.revokeObjectURL(image.src));
    const canvas = h('canvas', {});
    canvas.width = image.naturalWidth * pixelsPerPixel;
    canvas.height = image.naturalHeight * pixelsPerPixel;
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => { if (blob) save(`${name}.png`, blob, 'image/png'); });
}

/** Hands a file to the browser's downloads. */
export function save(name: string, content: string | Blob, type: string): void {
    const url = URL.createObjectURL(new Blob([content], { type }));
    h('a', { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
