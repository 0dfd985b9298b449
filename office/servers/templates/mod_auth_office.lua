-- Passwords as "internal_hashed" keeps them, and beside them the tokens that the office's
-- contracts give out: each lies in a file named by its SHA-256 that says kind, person and end.
-- People may show a certificate of the office's authority too (XEP-0178).
local new_sasl, register = require "util.sasl".new, require "util.sasl".registerMechanism;
local sha256 = require "util.hashes".sha256;
local jid_prepped_split = require "util.jid".prepped_split;
local dump = require "util.serialization".new({ preset = "oneline" });
local takes_certificates = module:get_option_boolean("office_client_certificates", false);
local folder = module:get_option_string("office_token_folder");
local offered = module:get_option_set("office_token_mechanisms", {});
local host = module.host;

-- The person whose token this is. A one-time token is gone after that.
local function owner_of(kind, token)
	local path = folder .. "/" .. sha256(token, true);
	local file = io.open(path);
	if not file then return nil; end
	local its_kind, user, ends = file:read("a"):match("^(%S+) (%S+) (%d+)");
	file:close();
	if its_kind ~= kind or os.time() >= tonumber(ends) then return nil; end
	if kind == "one-time" then os.remove(path); end
	return user;
end

local function accept(session, user, wanted)
	if not user or (wanted and wanted ~= user and wanted ~= user .. "@" .. host) then
		return "failure", "not-authorized", "The token is not good for this person.";
	end
	session.username = user;
	return "success";
end

-- util.sasl keeps mechanisms for good, and this module may be loaded more than once.
if not prosody.office_mechanisms then
	prosody.office_mechanisms = true;
	register("CISCO-VTG-TOKEN", { "office_one_time" }, function (session, message)
		local wanted, token = message:match("^userid=([^%z]+)%ztoken=(.+)$");
		if not wanted then return "failure", "malformed-request"; end
		return accept(session, session.profile.office_one_time(token), wanted);
	end);
	register("WEBEX-TOKEN", { "office_cloud" }, function (session, message)
		if message == "" then return "failure", "malformed-request"; end
		return accept(session, session.profile.office_cloud(message));
	end);
	register("OAUTHBEARER", { "office_access" }, function (session, message)
		-- RFC 7628 section 3.2.3: the client answers the error with one byte and is refused then.
		if session.office_refused then return "failure", "not-authorized"; end
		local wanted, token = message:match("^n,a?=?([^,]*),\1.*auth=[Bb]earer ([^\1]+)\1");
		if not token then return "failure", "malformed-request"; end
		local user = session.profile.office_access(token);
		local verdict, condition, text = accept(session, user, wanted ~= "" and wanted or nil);
		if verdict == "success" then return verdict; end
		session.office_refused = true;
		return "challenge", '{"status":"invalid_token"}';
	end);
end

module:depends("auth_internal_hashed");
local base;
for _, provider in ipairs(module:get_host_items("auth-provider")) do
	if provider.name == "internal_hashed" then base = provider; end
end

-- The person whom a verified certificate names: by an XmppAddr (RFC 6120 section 13.7.1.4) or,
-- as Windows and IOS certificate servers do, by the common name.
local function owner_of_certificate(connection, certificate, wanted)
	local valid, faults = connection:getpeerverification();
	if not valid then
		module:log("info", "A certificate of %s is not taken: %s", wanted, dump(faults));
		return nil;
	end
	local names = {};
	local alternatives = (certificate:extensions() or {})["2.5.29.17"] or {};
	for _, address in ipairs(alternatives["1.3.6.1.5.5.7.8.5"] or {}) do
		names[#names + 1] = address;
	end
	if #names == 0 then
		for _, entry in ipairs(certificate:subject()) do
			if entry.oid == "2.5.4.3" then names[#names + 1] = entry.value .. "@" .. host; end
		end
	end
	for _, address in ipairs(names) do
		local user = jid_prepped_split(address);
		local known = user and address == user .. "@" .. host and base.user_exists(user);
		if known and (wanted == "" or wanted == address) then return user, true; end
	end
	module:log("info", "A certificate names %s and not %s", table.concat(names, ", "), wanted);
	return nil;
end

local backends = {
	["CISCO-VTG-TOKEN"] = { "office_one_time", "one-time" },
	["WEBEX-TOKEN"] = { "office_cloud", "cloud" },
	["OAUTHBEARER"] = { "office_access", "access" },
};
-- Copied, not inherited: the user manager puts a metatable of its own over what is provided, and
-- whoever is offline would be taken for nobody.
local provider = {};
for name, value in pairs(base) do provider[name] = value; end
provider.name = "office";

function provider.get_sasl_handler(session)
	local profile = base.get_sasl_handler(session).profile;
	for mechanism in offered do
		local backend, kind = backends[mechanism][1], backends[mechanism][2];
		profile[backend] = function (token) return owner_of(kind, token); end
	end
	if takes_certificates then
		local connection = session.conn:socket();
		local certificate = connection.getpeercertificate and connection:getpeercertificate();
		if certificate then
			profile.external = function (wanted)
				return owner_of_certificate(connection, certificate, wanted);
			end
		end
	end
	profile.mechanisms = nil;
	return new_sasl(host, profile);
end

module:provides("auth", provider);
