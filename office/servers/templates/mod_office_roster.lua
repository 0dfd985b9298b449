-- Puts the people of one file into everybody's roster, and pushes changes to who is online.
-- A line is: address, group, name, separated by tabs. The file is read again on SIGHUP.
local rostermanager = require "core.rostermanager";
local host = module.host;
local path = module:get_option_string("office_roster_file");
local people = {};

local function read()
	local found = {};
	local file = io.open(path);
	if not file then return found; end
	for line in file:lines() do
		local address, group, name = line:match("^([^\t]+)\t([^\t]*)\t(.*)$");
		if address then found[address] = { group = group, name = name }; end
	end
	file:close();
	return found;
end

local function put(roster, address, person)
	local item = roster[address];
	if not item then
		-- Entries that are not in the person's own list are not stored.
		item = { persist = false, groups = {} };
		roster[address] = item;
	end
	item.subscription = "both";
	item.name = item.name or person.name;
	item.groups = item.groups or {};
	if person.group ~= "" then item.groups[person.group] = true; end
end

module:hook("roster-load", function (event)
	local own = event.username .. "@" .. event.host;
	for address, person in pairs(people) do
		if address ~= own then put(event.roster, address, person); end
	end
	-- The stored version says nothing about these entries: the client always gets all.
	if event.roster[false] then event.roster[false].version = true; end
end);

-- What came from the file is not the person's own: it stays out of the store.
local datamanager = require "util.datamanager";
local function leave_out(username, at, store, data)
	if at ~= host or store ~= "roster" then return username, at, store, data; end
	local kept = {};
	for address, item in pairs(data) do
		if item.persist ~= false then kept[address] = item; end
	end
	if kept[false] then kept[false].version = nil; end
	return username, at, store, kept;
end
datamanager.add_callback(leave_out);
function module.unload() datamanager.remove_callback(leave_out); end

local function push_changes(before)
	for username, session in pairs(prosody.hosts[host].sessions) do
		local roster, own = session.roster, username .. "@" .. host;
		for address, person in pairs(people) do
			if roster and not before[address] and address ~= own then
				put(roster, address, person);
				rostermanager.roster_push(username, host, address);
			end
		end
		for address in pairs(before) do
			if roster and not people[address] and roster[address] then
				roster[address] = nil;
				rostermanager.roster_push(username, host, address);
			end
		end
	end
end

module:hook_global("config-reloaded", function ()
	local before = people;
	people = read();
	push_changes(before);
end);

people = read();
