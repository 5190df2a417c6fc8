/** Every file `route.ts` under `app/api`, by its address: the build writes this module (scripts/build.mjs). */
declare module 'plimsoll:api-modules' {
  export const modules: import('./table').RouteModules
}
