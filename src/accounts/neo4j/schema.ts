const unique = (name: string, label: string, ...fields: string[]): string =>
  `CREATE CONSTRAINT ${name} IF NOT EXISTS FOR (n:${label}) REQUIRE (${fields.map((field) => `n.${field}`).join(', ')}) IS UNIQUE`
const index = (name: string, label: string, field: string): string => `CREATE INDEX ${name} IF NOT EXISTS FOR (n:${label}) ON (n.${field})`

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
  unique('account_draft', 'AccountDraft', 'account', 'key'),
  index('account_draft_account', 'AccountDraft', 'account'),
  unique('account_workshop', 'AccountWorkshop', 'account'),
  unique('account_workshop_hash', 'AccountWorkshop', 'hash'),
  index('account_workshop_by', 'AccountWorkshop', 'madeBy'),
  unique('account_contributor', 'AccountContributor', 'record'),
  index('account_contributor_workshop', 'AccountContributor', 'workshop'),
  unique('account_report_id', 'AccountReport', 'id'),
  index('account_report_by', 'AccountReport', 'reportedBy'),
  unique('account_upload', 'AccountUpload', 'account', 'until'),
  index('account_upload_account', 'AccountUpload', 'account'),
  index('account_member_account', 'AccountMember', 'account'),
]
