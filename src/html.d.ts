/** A page that a browser shows, with its styles and its script in it (bundle/pages.js). */
declare module '*.html' {
  const page: {
    readonly html: string;
    /** Value of Content-Security-Policy: nothing but this page's own style and script is taken. */
    readonly policy: string;
  };
  export default page;
}
