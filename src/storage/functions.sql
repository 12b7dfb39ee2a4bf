-- What is done most often and takes several statements, as functions: one round trip each, planned once per connection.
-- Put in place at every start, after the migrations (storage/database.ts). Replace a body freely; when arguments or
-- meaning change, raise the number in the name, since processes of two versions may run side by side.

-- Money. Everybody locks in one order: the call, then its windows from the narrowest scope to the deployment's, by id within a
-- scope. So nobody waits in a circle, and the rows that all calls share are held shortest (docs/decisions/0023).

-- Checks all windows and reserves in all, or writes nothing (but a session's window at its first call, with nothing in
-- it). Answers {kind: reserved | exists | lost | missing | refused}.
create or replace function reserve_call_1(call jsonb, wanted jsonb) returns jsonb language plpgsql as $$
declare
  estimate constant bigint := call->>'estimate';
  key constant text := call->>'key';
  w record;
  ids bigint[] := '{}';
  caps bigint[] := '{}';
  full_at int;
begin
  for w in
    select h.id, x.cap, coalesce(h.used, 0) as used, x.scope, x.scope_id, x.period, x.at
    from jsonb_to_recordset(wanted) as x (scope text, scope_id text, period text, at timestamptz, cap bigint)
    left join lateral (
      select b.id, b.ends_at, b.spent_micros + b.reserved_micros as used from budget_windows b
      where b.scope = x.scope and b.scope_id = x.scope_id and b.period = x.period and b.starts_at <= x.at
      order by b.starts_at desc limit 1) h on h.ends_at is null or h.ends_at > x.at
    order by case x.scope when 'session' then 0 when 'person' then 1 when 'chat' then 2 else 3 end, h.id
  loop
    -- It has no zone and no end, so that it needs none of the care with which the others are made.
    if w.id is null and w.scope = 'session' then
      insert into budget_windows (scope, scope_id, period, starts_at, cap_micros)
      values (w.scope, w.scope_id, w.period, w.at, w.cap) on conflict do nothing returning id into w.id;
    end if;
    ids := ids || w.id;
    caps := caps || w.cap;
    if w.used + estimate > w.cap then full_at := coalesce(full_at, array_length(ids, 1)); end if;
  end loop;

  if exists (select from paid_calls c where c.call_key = key) then return '{"kind": "exists"}'; end if;
  if not exists (select from jobs j where j.id = call->>'job' and j.fence = (call->>'fence')::bigint and j.state = 'running') then
    return '{"kind": "lost"}';
  end if;
  if array_position(ids, null) is not null then return '{"kind": "missing"}'; end if;

  if full_at is null then
    begin
      insert into paid_calls (call_key, job_id, fence, state, provider, model, kind, chat_key, fingerprint, window_ids, estimate_micros)
      values (key, call->>'job', (call->>'fence')::bigint, 'reserved', call->>'provider', call->>'model', call->>'kind',
        call->>'chat', call->>'fingerprint', ids, estimate)
      on conflict do nothing;
      -- The same key came twice at once: the first took it.
      if not found then return '{"kind": "exists"}'; end if;
      insert into ledger (call_key, movement, spent_micros, reserved_micros) values (key, 'reserve', 0, estimate);
      for n in 1 .. array_length(ids, 1) loop
        -- What is checked is the row as it is locked, not what an older snapshot says.
        update budget_windows b set reserved_micros = b.reserved_micros + estimate, cap_micros = caps[n]
        where b.id = ids[n] and (caps[n] is null or b.spent_micros + b.reserved_micros + estimate <= caps[n]);
        if not found then
          full_at := n;
          raise exception using errcode = 'SF001';
        end if;
      end loop;
      -- May be lost with the database's machine: then nothing was sent, for `dispatched` is written to the disk, and
      -- with it all that was written before it.
      perform set_config('synchronous_commit', 'off', true);
      return '{"kind": "reserved"}';
    exception when sqlstate 'SF001' then
      null;
    end;
  end if;
  return jsonb_build_object('kind', 'refused', 'full', ids[full_at], 'windows', (
    select jsonb_agg(jsonb_build_object('id', b.id, 'scope', b.scope, 'period', b.period,
      'used', b.spent_micros + b.reserved_micros, 'ends', extract(epoch from b.ends_at) * 1000))
    from budget_windows b where b.id = any(ids)));
end $$;

-- Ends a call's hold, when and only when it is in one of these states: state, ledger and counters together. `spent` null
-- counts the estimate. False: it had ended already, and nothing was changed.
create or replace function end_call_1(key text, states text[], new_state text, movement text, spent bigint, facts jsonb)
returns boolean language plpgsql as $$
declare
  ids bigint[];
  estimate bigint;
  id_ bigint;
begin
  update paid_calls c set state = new_state, finished_at = now(), actual_micros = (facts->>'actual')::bigint,
    usage = facts->'usage', error_code = facts->>'error', latency_ms = (facts->>'latency')::int
  where c.call_key = key and c.state = any(states)
  returning c.window_ids, c.estimate_micros into ids, estimate;
  if not found then return false; end if;
  spent := coalesce(spent, estimate);
  insert into ledger (call_key, movement, spent_micros, reserved_micros) values (key, movement, spent, -estimate);
  foreach id_ in array ids loop
    update budget_windows b set spent_micros = b.spent_micros + spent, reserved_micros = b.reserved_micros - estimate
    where b.id = id_;
  end loop;
  -- May be lost with the database's machine: the answer's file outlives it until the job's end is on the disk, and the
  -- call is settled from it once more. A release or a give-up has no such proof and is written to the disk.
  if new_state = 'settled' then perform set_config('synchronous_commit', 'off', true); end if;
  return true;
end $$;

-- Takes the next job that may run and is of none of these tools, in the fair order; no row when there is none. Locks are
-- held while it does, so that the limit per chat is one; it takes about a millisecond. May be lost with the database's
-- machine: nothing is sent before a later commit is on the disk, and this one with it.
create or replace function claim_job_2(per_chat int, lease_ms float8, except_tools jsonb) returns setof jobs language plpgsql as $$
declare
  claimed jobs;
begin
  perform pg_advisory_xact_lock(7346628603);
  update jobs set state = 'running', attempts = attempts + 1, fence = fence + 1, last_event = last_event + 1,
    lease_until = now() + lease_ms * interval '1 millisecond', started_at = coalesce(started_at, now())
  where id = (select q.id from jobs q where q.state = 'queued' and q.run_after <= now() and not except_tools ? q.tool and q.chat_key not in (
      select r.chat_key from jobs r where r.state = 'running' group by r.chat_key having count(*) >= per_chat)
    order by q.turn, q.created_at limit 1 for update skip locked)
  returning * into claimed;
  if not found then return; end if;
  insert into job_events (job_id, number, event)
  values (claimed.id, claimed.last_event, jsonb_build_object('type', 'started', 'attempt', claimed.attempts));
  perform pg_notify('sfumato', 'job:' || claimed.id), set_config('synchronous_commit', 'off', true);
  return next claimed;
end $$;

-- The message that each chat posts next: the one that is ripe first, in their order. A first send waits for the ones
-- before it, also while those wait for a retry; edits may pass. A chat with a message on its way is busy.
create or replace function next_posts_1(of_platform text)
returns table (id text, seq bigint, ripe_at timestamptz, busy_until timestamptz, busy boolean) language sql stable as $$
  select distinct on (due.chat_key) due.id, due.seq, due.ripe_at, due.busy_until, coalesce(due.busy_until > now(), false)
  from (select o.id, o.chat_key, o.seq, o.message_id is null as first, greatest(o.not_before, now()) as ripe_at,
      max(o.claimed_until) over (partition by o.chat_key) as busy_until,
      min(case when o.message_id is null then o.seq end) over (partition by o.chat_key) as front
    from outbox o
    where o.platform = of_platform and o.posted_version < o.version and o.state in ('waiting', 'sending', 'posted')) due
  where not due.first or due.seq = due.front
  order by due.chat_key, due.ripe_at, due.seq
$$;

-- Takes messages to post. Two claims at once could take two messages of one chat. May be lost with the database's
-- machine: what must not be sent twice is written to the disk before it is sent.
create or replace function claim_posts_1(of_platform text, most int, lease_ms float8) returns setof outbox language plpgsql as $$
begin
  perform pg_advisory_xact_lock(734662860, hashtext(of_platform));
  perform set_config('synchronous_commit', 'off', true);
  return query update outbox o set attempts = o.attempts + 1, claimed_until = now() + lease_ms * interval '1 millisecond'
    where o.id in (select n.id from next_posts_1(of_platform) n where not n.busy and n.ripe_at <= now() order by n.seq limit most)
    returning o.*;
end $$;
