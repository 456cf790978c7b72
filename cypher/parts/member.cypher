// What is shown of the membership `m`.
RETURN m.group AS `group`, m.account AS account, m.role AS role, m.since AS since
