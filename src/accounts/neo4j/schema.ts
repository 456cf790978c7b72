const unique = (name: string, label: string, ...fields: string[]): string =>
  `CREATE CONSTRAINT ${name} IF NOT EXISTS FOR (n:${label}) REQUIRE (${fields.map((field) => `n.${field}`).join(', ')}) IS UNIQUE`
const index = (name: string, label: string, ...fields: string[]): string => `CREATE INDEX ${name} IF NOT EXISTS FOR (n:${label}) ON (${fields.map((field) => `n.${field}`).join(', ')})`

/** What must be unique, and what is looked up. */
export const SCHEMA = [
  unique('accounts_one', 'Accounts', 'one'),
  unique('account_id', 'Account', 'id'),
  unique('account_login', 'Account', 'loginKey'),
  unique('account_identity', 'Account', 'issuer', 'subject'),
  unique('former_account_id', 'FormerAccount', 'id'),
  unique('account_session_hash', 'AccountSession', 'hash'),
  unique('account_session_id', 'AccountSession', 'id'),
  index('account_session_account', 'AccountSession', 'account'),
  unique('account_token_hash', 'AccountToken', 'hash'),
  unique('account_token_id', 'AccountToken', 'id'),
  index('account_token_account', 'AccountToken', 'account'),
  unique('account_link_hash', 'AccountLink', 'hash'),
  unique('account_link_id', 'AccountLink', 'id'),
  unique('account_attempts_key', 'AccountAttempts', 'key'),
  unique('account_member', 'AccountMember', 'group', 'account'),
  unique('account_report_id', 'AccountReport', 'id'),
  index('account_report_by', 'AccountReport', 'reportedBy'),
  index('account_member_account', 'AccountMember', 'account'),
  unique('account_watch_id', 'AccountWatch', 'id'),
  index('account_watch_account', 'AccountWatch', 'account'),
  unique('account_notice_id', 'AccountNotice', 'id'),
  unique('account_notice_one', 'AccountNotice', 'watch', 'record', 'changeset'),
  index('account_notice_watch', 'AccountNotice', 'watch'),
  index('account_notice_account', 'AccountNotice', 'account', 'number'),
  index('account_notice_at', 'AccountNotice', 'at'),
  unique('account_watcher_account', 'AccountWatcher', 'account'),
  unique('account_watcher_feed', 'AccountWatcher', 'feed'),
  unique('account_webhook_id', 'AccountWebhook', 'id'),
  index('account_webhook_account', 'AccountWebhook', 'account'),
]
