-- What each role may do; applied after every migration and read back by a test (grants.spec.ts).
revoke all on all tables in schema public, auth, jobs from felles_api, felles_worker, felles_jobs, felles_api_work, felles_worker_work, public;
revoke all on all sequences in schema public, auth, jobs from felles_api, felles_worker, felles_jobs, felles_api_work, felles_worker_work, public;
-- Ours only: a managed server may keep functions of its own in `public`, which are not ours to close.
do $$
declare routine regprocedure;
begin
  for routine in select p.oid from pg_proc p where p.proowner = current_user::regrole
    and p.pronamespace in ('public'::regnamespace, 'auth'::regnamespace, 'jobs'::regnamespace) loop
    execute format('revoke execute on routine %s from felles_api, felles_worker, felles_jobs, felles_api_work, felles_worker_work, public', routine);
  end loop;
end $$;

grant usage on schema public to felles_api_work, felles_worker_work;

-- Before an asker is known: these functions and nothing else.
grant usage on schema auth to felles_api, felles_api_work, felles_worker_work;
grant execute on function
  auth.credential(text),
  auth.open_session(uuid, bytea, uuid, uuid, smallint, interval),
  auth.actor_behind(bytea, boolean, uuid, timestamptz),
  auth.enter(bytea, boolean, uuid, timestamptz),
  auth.actor_of(uuid),
  auth.touch_session(uuid, interval),
  auth.count_attempts(bytea, interval),
  auth.record_attempt(bytea),
  auth.forget_attempts(bytea),
  auth.code_offered(bytea),
  auth.collector_behind(bytea),
  auth.public_status()
to felles_api;
grant execute on function auth.close_session(uuid), auth.make_token(uuid, bytea, text, text[], interval), auth.own_tokens(), auth.withdraw_token(uuid),
  auth.offer_enrolment(uuid, bytea, interval), auth.collector_standing(uuid), auth.revoke_collector(uuid)
to felles_api_work;

-- Words the policies and queries are written in.
grant execute on function felles_now(), asker(), asker_organisations(), asker_reads(), asker_units(), asker_groups(),
  in_circle(uuid), log_generation_now()
to felles_api_work, felles_worker_work;
grant execute on function ticket_practices(uuid), incident_behind(uuid), words_in_common(text, text) to felles_api_work;
grant execute on function ticket_parts(uuid), ticket_numbered(text), stay_in_sight(uuid) to felles_api_work;
grant execute on function search_tickets(text, timestamptz, uuid, integer), add_search_words(uuid, text, boolean) to felles_api_work;
grant execute on function add_search_words(uuid, text, boolean), open_log_generation(), auth.sweep(), auth.actor_of(uuid),
  auth.enrol_collector(bytea, uuid, bytea), auth.hold_collector(uuid)
to felles_worker_work;

-- Requests.
grant select on desk, organisation, unit, site, person, membership, membership_role, role, assignment_group,
  assignment_group_serves, assignment_group_member, service, service_serves, category, category_serves, log_generation, clock
to felles_api_work;
grant update (language) on person to felles_api_work;
grant select, insert, update on configuration_item to felles_api_work;
grant select, insert, delete on configuration_relation to felles_api_work;
grant select, insert, update on server_patch_status to felles_api_work, felles_worker_work;
grant select on server_update, exploited_vulnerability to felles_api_work;
grant select on exploited_vulnerability to felles_worker_work;
grant select, insert, update, delete on server_update to felles_worker_work;
grant execute on function asker_reads_change(ticket), change_parts(uuid), changes_near(uuid[], timestamptz, timestamptz, text[], uuid),
  changes_between(timestamptz, timestamptz, text[], integer)
to felles_api_work;
grant select, insert, update on change, change_task to felles_api_work;
grant select, insert, delete on change_item, change_service, change_update to felles_api_work;
grant select, insert on change_approval to felles_api_work;
grant delete on change_task to felles_api_work;
grant select, insert, update on major_incident, measure, major_child_resolution, problem, notice to felles_api_work;
grant delete on major_incident to felles_api_work;
grant select, insert, delete on major_service, major_organisation, major_role, notice_place, notice_service to felles_api_work;
-- what was entered stands
grant select, insert on major_entry to felles_api_work;
grant select on major_incident, major_child_resolution to felles_worker_work;
grant update (outcome, done_at) on major_child_resolution to felles_worker_work;
grant select, insert, update on ticket to felles_api_work;
grant select, insert on entry, text_revision, domain_event to felles_api_work;
grant select, insert, update on attachment to felles_api_work;
grant select, insert, update, delete on draft, timer to felles_api_work;
grant select, insert, delete on ticket_circle, ticket_watcher, ticket_link to felles_api_work;
grant select, insert on idempotency_key to felles_api_work;
grant select, update (seen_at) on notification to felles_api_work;
grant usage on sequence incident_number, request_number, problem_number, change_number to felles_api_work;

-- Readers of the log and jobs.
grant select on configuration_item, configuration_relation, desk, organisation, person, membership, membership_role, assignment_group, assignment_group_serves,
  assignment_group_member, log_generation, clock, ticket_watcher, ticket_circle, entry, text_revision
to felles_worker_work;
grant select, update on change, change_update to felles_worker_work;
grant select, insert on domain_event to felles_worker_work;
grant select, insert, update on ticket, notification to felles_worker_work;
grant select, insert, update, delete on timer, log_parked to felles_worker_work;
grant select, insert, update on log_reader to felles_worker_work;
grant select, delete on attachment, idempotency_key to felles_worker_work;

-- What the reports count.
grant execute on function state_is_open(text), sees_ticket(uuid),
  rollup_moments(timestamptz, timestamptz, timestamptz, text, integer, timestamptz[], timestamptz[], text)
to felles_api_work, felles_worker_work;
grant execute on function laid_over(jsonb) to felles_worker_work;
grant select on rollup_zone, rollup, rollup_ticket, rollup_major, rollup_measure, rollup_server_status to felles_api_work;
grant select, insert, update, delete on rollup_zone, rollup, rollup_ticket to felles_worker_work;
grant select, insert, update on rollup_major, rollup_measure, rollup_server_status to felles_worker_work;

-- pg-boss, in its own schema and nowhere else.
grant usage on schema jobs to felles_jobs, felles_worker_work;
grant select, insert, update, delete on all tables in schema jobs to felles_jobs, felles_worker_work;
grant execute on all functions in schema jobs to felles_jobs, felles_worker_work;
grant usage on all sequences in schema jobs to felles_jobs;
