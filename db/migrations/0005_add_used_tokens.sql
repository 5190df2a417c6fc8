-- What was used and must not be used again: links and buttons of messages, and messages from outside that may come twice.
create table used_tokens (
  nonce text primary key,
  used_at timestamptz(3) not null,
  -- By name, for the sentence that answers whoever comes second.
  used_by text not null,
  -- From then on the token is refused by its own end, and the row may go.
  expires_at timestamptz(3) not null
);
-- Clears out what has ended.
create index used_tokens_expiry on used_tokens (expires_at);
