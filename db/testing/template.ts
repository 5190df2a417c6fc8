/** The migrated database that each test database is a copy of. */
export const TEMPLATE = 'plimsoll_template'
