// Under the lock: one for a watch, record and changeset; none for a watch that is gone.
// $rows: id, watch, record, changeset, at, found (JSON), number
// plan: AccountWatch(id), AccountNotice(watch, record, changeset)
UNWIND $rows AS row
MATCH (w:AccountWatch {id: row.watch})
USING INDEX SEEK w:AccountWatch(id)
MERGE (n:AccountNotice {watch: row.watch, record: row.record, changeset: row.changeset})
  ON CREATE SET n.id = row.id, n.account = w.account, n.at = toInteger(row.at), n.found = row.found, n.number = toInteger(row.number)
