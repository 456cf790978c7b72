// Under the lock, after it was seen that nobody has its id, login or identity.
// $id, $login, $loginKey, $name, $role, $state, $mail, $issuer, $subject, $createdAt
// plan: none
CREATE (:Account {id: $id, login: $login, loginKey: $loginKey, name: $name, role: $role, state: $state, mail: $mail, issuer: $issuer, subject: $subject, createdAt: $createdAt})
