// What a watched question answered last.
// $id
// rows: seen
// plan: AccountWatch(id)
MATCH (w:AccountWatch {id: $id})
USING INDEX SEEK w:AccountWatch(id)
RETURN w.seen AS seen
