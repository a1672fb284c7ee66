/** video.js without its HTTP streaming part (hls.js does that here); the package ships types for the whole only. */
declare module 'video.js/core.es.js' {
  export { default } from 'video.js';
}
