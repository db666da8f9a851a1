-- Which server lacks which update: what its own reports say, and since when.

-- up
-- One row per server that has been enrolled or has reported. A status is only as good as it is fresh: past
-- `reported_at + silent_after` it is unknown, whatever stands here (libs/domain/src/patch-status.ts).
create table server_patch_status (
  configuration_item_id uuid primary key references configuration_item,
  organisation_id uuid not null references organisation,
  silent_after interval not null default '7 days' check (silent_after between '1 hour' and '90 days'),
  reported_at timestamptz,
  scanned_at timestamptz,
  source text,
  os_name text,
  os_version text,
  reboot_pending boolean not null default false,
  -- the server's clock less ours when it reported
  skew_seconds integer,
  missing_security integer not null default 0,
  missing_other integer not null default 0,
  missing_exploited integer not null default 0,
  failed integer not null default 0,
  status text not null default 'unknown' check (status in ('needs_security_update', 'needs_update', 'up_to_date', 'unknown')),
  status_since timestamptz not null
);
create index server_patch_status_organisation on server_patch_status (organisation_id, status, configuration_item_id);

create table server_update (
  configuration_item_id uuid not null references configuration_item,
  -- as the source names it: a package, a KB number
  update_id text not null,
  organisation_id uuid not null references organisation,
  title text not null,
  version text,
  severity text not null check (severity in ('critical', 'important', 'moderate', 'low', 'unknown')),
  security boolean not null,
  cves text[] not null default '{}',
  -- one of its CVEs stands in the catalogue of those that are exploited
  exploited boolean not null default false,
  state text not null check (state in ('missing', 'installed', 'failed', 'superseded')),
  released_at timestamptz,
  first_seen_at timestamptz not null,
  state_since timestamptz not null,
  primary key (configuration_item_id, update_id)
);
create index server_update_wanted on server_update (configuration_item_id, update_id) where state in ('missing', 'failed');

call guard_for_readers('server_patch_status');
call guard_for_readers('server_update');

-- down
drop table server_update, server_patch_status;
