/** Every file of scenarios/, by its name as the core looks it up: "catalogue/v-2.toml". Made by build.mjs. */
declare module 'catalogue' {
    const files: Record<string, string>;
    export default files;
}
/** What the choosers say of it. Made by build.mjs, which asks the core. */
declare module 'titles' {
    const scenarios: { name: string; title: string; vehicle: string; reported: boolean }[];
    export default scenarios;
}
/** The text of worker.ts, bundled. Made by build.mjs. */
declare module 'worker' {
    const text: string;
    export default text;
}
/** The fonts of pictures, as CSS names them: render/figure/screen_fonts.inc. */
declare module 'fonts' {
    const names: string;
    export default names;
}
