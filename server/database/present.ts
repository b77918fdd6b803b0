/** The members of a row that are not null: for Postgres, a member that is not there is null, and it reads less. */
export function present<Row extends object>(row: Row): Partial<Row> {
  const members: Partial<Row> = {}
  for (const name in row) if (row[name] !== null) members[name] = row[name]
  return members
}
