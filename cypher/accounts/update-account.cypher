// Under the lock, as create-account.
// $id, $login, $loginKey, $name, $role, $state, $mail, $provedMail, $issuer, $subject
// plan: Account(id)
MATCH (a:Account {id: $id})
USING INDEX SEEK a:Account(id)
SET a.login = $login, a.loginKey = $loginKey, a.name = $name, a.role = $role, a.state = $state, a.mail = $mail, a.provedMail = $provedMail, a.issuer = $issuer, a.subject = $subject
