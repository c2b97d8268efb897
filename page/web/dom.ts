// Elements in a line each.

type Child = Node | string | null | undefined;
type Attributes = Record<string, string | number | boolean | ((event: Event) => void) | undefined>;

/** An element with attributes ("onclick": a listener; false and undefined: none) and children. */
export function h<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes: Attributes = {},
                                                            ...children: Child[]): HTMLElementTagNameMap[Tag] {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (typeof value === 'function') element.addEventListener(name.slice(2), value);
        else if (value === true) element.setAttribute(name, '');
        else if (value !== false && value !== undefined) element.setAttribute(name, String(value));
    }
    element.append(...children.filter((child): child is Node | string => child !== null && child !== undefined));
    return element;
}

/** A labelled control. */
export function field(label: string, control: HTMLElement, hint?: string, name?: string): HTMLElement {
    const id = name ?? (control.id || `field-${++fields}`);
    control.id = id;
    const note = hint ? h('small', { id: `${id}-hint` }, hint) : null;
    if (note) control.setAttribute('aria-describedby', note.id);
    return h('div', { class: 'field' }, h('label', { for: id }, label), control, note);
}
let fields = 0;

/** Says below a labelled control what is wrong with what stands in it. An empty text: nothing is. */
export function tellAt(control: HTMLElement, text: string): void {
    const mistake = `${control.id}-mistake`, hint = `${control.id}-hint`;
    document.getElementById(mistake)?.remove();
    const notes = [text ? mistake : '', document.getElementById(hint) ? hint : ''].filter(Boolean).join(' ');
    if (notes) control.setAttribute('aria-describedby', notes);
    else control.removeAttribute('aria-describedby');
    if (!text) return control.removeAttribute('aria-invalid');
    control.setAttribute('aria-invalid', 'true');
    control.after(h('p', { class: 'mistake', role: 'alert', id: mistake }, text));
}

export function select(options: [value: string, text: string][], chosen: string,
                       changed: (value: string) => void): HTMLSelectElement {
    const element = h('select', { onchange: () => changed(element.value) });
    for (const [value, text] of options) element.append(h('option', { value, selected: value === chosen }, text));
    return element;
}

const fewLetters = 16;  // a number with its unit stays in a line

/** A table with a caption; the first cell of a row heads it. */
export function table(caption: string, headings: string[], rows: (string | Node)[][]): HTMLElement {
    return h('div', { class: 'wide', tabindex: 0, role: 'region', 'aria-label': caption },
             h('table', {}, h('caption', {}, caption),
               h('thead', {}, h('tr', {}, ...headings.map((text) => h('th', { scope: 'col' }, text)))),
               h('tbody', {}, ...rows.map((row) => h('tr', {}, ...row.map((cell, i) =>
                   i === 0 ? h('th', { scope: 'row' }, cell)
                           : h('td', { class: typeof cell === 'string' && cell.length <= fewLetters ? 'short' : undefined }, cell)))))));
}

/** Rebuilds a part of the page; whoever was in a control of it is in the new one of the same id. */
export function keepingFocus(rebuild: () => void): void {
    const id = document.activeElement?.id;
    rebuild();
    if (id) document.getElementById(id)?.focus();
}

/** Replaces what an element holds; what the reader had unfolded in it stays so. */
export function replaceAnswer(element: HTMLElement, ...children: Child[]): void {
    const unfolded = new Set([...element.querySelectorAll('details[open] > summary')].map((each) => each.textContent ?? ''));
    element.replaceChildren(...children.filter((child): child is Node | string => child !== null && child !== undefined));
    for (const each of element.querySelectorAll('details'))
        if (unfolded.has(each.querySelector('summary')?.textContent ?? '')) each.open = true;
}
