-- Prosody 0.12: the office's messaging server "imp1". Every path lies in the office's folder.
local folder = "@FOLDER@"
local address = "@ADDRESS@"

pidfile = folder .. "/prosody.pid"
data_path = folder .. "/data"
admin_socket = folder .. "/admin.sock"
certificates = folder .. "/certs"
plugin_paths = { folder .. "/modules", "@MODULES@" }
run_as_root = true -- looked at by uid 0 alone
log = { info = "*console" }
admins = { "office-admin@@DOMAIN@" }

network_backend = "epoll"
-- With Nagle's algorithm on, every step of a sign-in waits 40 ms for a delayed acknowledgement.
-- Opportunistic writes stay off: where a client's last words arrive together with the connection's
-- end (it was killed), an answer from within would be written to a dead TLS session, and LuaSec 1.2
-- with OpenSSL 3 then writes for ever: the whole server hangs.
network_settings = { nagle = false, opportunistic_writes = false }
-- After each read that leaves something behind, the connection waits a millisecond, and on a busy
-- machine for tens of them: with the default of 4 KiB an upload makes 1 to 3 MB/s, with 256 KiB 5.
network_default_read_size = 4 * 1024 * 1024
use_ipv6 = false
interfaces = { @ADDRESSES@ }
local_interfaces = { address }
c2s_ports = { @XMPP@ }
c2s_direct_tls_ports = { @XMPPS@ }
s2s_ports = { @SERVERS@ }
s2s_interfaces = { address }
s2s_secure_auth = true
-- Prosody asks the office's name server, whatever the machine's resolv.conf says.
unbound = { resolvconf = false, hoststxt = false, forward = { "@NAMESERVER@" },
  options = { ["do-not-query-localhost:"] = "no" } }
http_interfaces = { address }
http_ports = { @HTTP@ }
https_interfaces = { @ADDRESSES@ }
https_ports = { @HTTPS@ }
proxy65_interfaces = { address }

modules_enabled = {
  "disco", "roster", "saslauth", "tls", "posix", "admin_shell",
  "carbons", "pep", "private", "blocklist", "vcard4", "vcard_legacy", "bookmarks",
  "version", "uptime", "time", "ping", "lastactivity",
  "mam", "offline", "smacks", "csi_simple",
  "turn_external", "external_services", "bosh", "websocket",
  "user_account_management", "office_roster",
}
modules_disabled = { @DISABLED@ }

allow_registration = false
c2s_require_encryption = true
allow_unencrypted_plain_auth = false
authentication = "office"
office_token_folder = "@TOKENS@"
office_token_mechanisms = { @MECHANISMS@ }
-- One hash is kept for each account; a host with "SHA-1" would offer SCRAM-SHA-1 in its place.
password_hash = "SHA-256"

-- Archives in files stop the whole server at some thousand messages a person.
storage = { archive = "sql", muc_log = "sql" }
sql = { driver = "SQLite3", database = folder .. "/data/archive.sqlite" }
sqlite_tune = "fast"
archive_expires_after = "never"
default_archive_policy = true
max_archive_query_results = 250
-- The default queue of 500 ends the session of whoever is away while much is said.
smacks_hibernation_time = 600
smacks_max_queue_size = 20000
smacks_max_unacked_stanzas = 0
smacks_max_ack_delay = 30
c2s_stanza_size_limit = 256 * 1024

office_roster_file = folder .. "/roster.tsv"
turn_external_host = "@TURN_HOST@"
turn_external_port = @TURN_PORT@
turn_external_secret = "@TURN_SECRET@"

local tls = { certificate = "@CERTIFICATE@", key = "@KEY@", protocol = "tlsv1_2+" }
ssl = tls
-- What a client shows is asked for and looked at, but only SASL EXTERNAL minds (mod_auth_office).
local takes_certificates = @CLIENT_CERTIFICATES@
office_client_certificates = takes_certificates
local client_tls = tls
if takes_certificates then
  client_tls = { certificate = "@CERTIFICATE@", key = "@KEY@", protocol = "tlsv1_2+",
    cafile = "@AUTHORITY@", verify = { "peer", "client_once" },
    -- Otherwise they would have to be good for servers.
    verifyext = { lsec_ignore_purpose = false } }
end
c2s_ssl = client_tls
c2s_direct_tls_ssl = client_tls
https_ssl = tls
s2s_ssl = { certificate = "@CERTIFICATE@", key = "@KEY@", protocol = "tlsv1_2+",
  cafile = "@AUTHORITY@" }
http_default_host = "@DOMAIN@"
consider_bosh_secure = true
consider_websocket_secure = true

VirtualHost "@DOMAIN@"
  name = "Office"
  disco_items = {
    { "conference.@DOMAIN@", "Rooms" },
    { "upload.@DOMAIN@", "Files" },
    { "proxy.@DOMAIN@", "Bytestreams" },
  }

Component "conference.@DOMAIN@" "muc"
  name = "Rooms"
  modules_enabled = { "muc_mam", "vcard_muc" }
  restrict_room_creation = "local"
  muc_log_by_default = true

Component "upload.@DOMAIN@" "http_file_share"
  http_external_url = "https://upload.@DOMAIN@:@HTTPS@/"
  http_file_share_size_limit = 2 * 1024 * 1024 * 1024
  http_file_share_daily_quota = 3 * 1024 * 1024 * 1024
  http_file_share_access = { "@DOMAIN@" }

Component "proxy.@DOMAIN@" "proxy65"
  proxy65_address = address
  proxy65_acl = { "@DOMAIN@" }
