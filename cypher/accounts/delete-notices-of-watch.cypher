// What was noticed for a watch that goes; under the lock.
// $id
// plan: AccountNotice(watch)
MATCH (n:AccountNotice {watch: $id})
USING INDEX SEEK n:AccountNotice(watch)
DELETE n
