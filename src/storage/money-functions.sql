-- The two statements through which money moves, as functions: one round trip each, planned once per connection.
-- Put in place at every start, after the migrations (storage/database.ts). Replace a body freely; when arguments or
-- meaning change, raise the number in the name, since processes of two versions may run side by side.
--
-- Everybody locks in one order: the call, then its windows from the narrowest scope to the deployment's, by id within a
-- scope. So nobody waits in a circle, and the rows that all calls share are held shortest (docs/decisions/0023).

-- Checks all windows and reserves in all, or writes nothing. Answers {kind: reserved | exists | lost | missing | refused}.
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
    select h.id, x.cap, h.used
    from jsonb_to_recordset(wanted) as x (scope text, scope_id text, period text, at timestamptz, cap bigint)
    left join lateral (
      select b.id, b.ends_at, b.spent_micros + b.reserved_micros as used from budget_windows b
      where b.scope = x.scope and b.scope_id = x.scope_id and b.period = x.period and b.starts_at <= x.at
      order by b.starts_at desc limit 1) h on h.ends_at is null or h.ends_at > x.at
    order by case x.scope when 'session' then 0 when 'person' then 1 when 'chat' then 2 else 3 end, h.id
  loop
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
