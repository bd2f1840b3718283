-- How many attempts at this revision have begun, without those that ended through no fault of the file.
alter table cloudconvert.tasks add column tries integer not null default 0;
