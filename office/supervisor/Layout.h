// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"
#include "office/supervisor/Extras.h"

namespace sidetone::office {

/// The emulated hosts of an office. Each has a loopback address of its own, so that a contract's
/// ports are used as they are by an ordinary user.
enum class Host {
    NameServer,        ///< ns: DNS, inside view
    Cucm1,             ///< cucm1: UDS, configuration files, SIP registrar
    Cucm2,             ///< cucm2: the second node of the same cluster (extra "nodes")
    Cucm3,             ///< cucm3: the third (extra "nodes")
    Imp1,              ///< imp1: XMPP; sign-in at the presence server (extra "presence-login")
    Imp2,              ///< imp2: its second node, another address of the same server
    Ldap1,             ///< ldap1: the directory
    Ldap2,             ///< ldap2: its replica (extra "ldap")
    Edge1,             ///< edge1: media relay and TURN, inside leg
    IdentityProvider,  ///< idp: single sign-on (extra "sso")
    OutsideIdentityProvider,  ///< idp: the same server as the Internet sees it
    Proxy,                    ///< web-proxy: HTTP proxies (extra "proxies")
    ReportServer,             ///< prt: takes problem reports (extra "report-server")
    Voicemail,                ///< cuc1: voicemail (extra "voicemail")
    Mail,                     ///< mail: people's mailboxes (extra "mail")
    OutsideNameServer,        ///< ns: DNS, outside view
    OutsideEdge1,             ///< expe1: the edge's outside leg
    OutsideEdge2,             ///< expe2: the second edge (extra "edge")
    CloudLogin,               ///< loginp: the cloud's look-up and sign-in (extra "cloud")
    CloudService,             ///< swapi: the cloud's service of the organisation
    CloudMessaging,           ///< im: the cloud's XMPP
    PartnerMessaging,         ///< imp-partner: XMPP of another organisation (extra "partner")
    CucmB1,  ///< cucm-b1: call manager of the second cluster (extra "second-cluster")
};

/// All hosts, in the order of the enumeration.
[[nodiscard]] const std::vector<Host>& allHosts();
/// The first label of the host's name, such as "cucm1".
[[nodiscard]] std::string_view label(Host host);
/// 0 for hosts inside the organisation, 1 for those that the Internet sees, 2 for the second
/// cluster, which is inside as well.
[[nodiscard]] int zoneOf(Host host);

/// The ports in host byte order. Those of the contracts are the products' own; LDAP and DNS are
/// moved above 1024, and SRV records or SIDETONE_NAMESERVER say where they are. All lie below
/// Linux' ephemeral range, where a connection can meet itself.
struct Ports {
    std::uint16_t dns = 10053;
    std::uint16_t uds = 8443;
    std::uint16_t files = 6970;     ///< configuration files, plain HTTP
    std::uint16_t filesTls = 6972;  ///< configuration files, HTTPS
    std::uint16_t xmpp = 5222;
    std::uint16_t xmppTls = 5223;      ///< direct TLS (XEP-0368)
    std::uint16_t xmppServers = 5269;  ///< between organisations
    std::uint16_t xmppHttp = 5280;
    std::uint16_t xmppHttps = 5281;
    std::uint16_t sip = 5060;
    std::uint16_t sipTls = 5061;
    std::uint16_t ldap = 10389;
    std::uint16_t ldapTls = 10636;
    std::uint16_t catalog = 3268;       ///< the directory as a global catalog
    std::uint16_t catalogTls = 3269;    ///< the same, by TLS from the first byte
    std::uint16_t relayControl = 2223;  ///< rtpengine's control port
    std::uint16_t mailPlain = 8080;     ///< the mail server without TLS; 80 in the product
    std::uint16_t turn = 3478;
    std::uint16_t turnTls = 5349;
};

/// First and last port, both included.
struct PortRange {
    std::uint16_t first = 0;
    std::uint16_t last = 0;
};

/// Where everything of one office is: names, addresses, ports and paths. A plain value, stored
/// as layout.json in the office's folder, so that an office keeps its addresses.
struct Layout {
    std::string folder;  ///< absolute path, mode 0700
    std::string domain = "office.example";
    int office = 1;  ///< second byte of the addresses, 1 to 254
    Ports ports;
    PortRange mediaPorts{16384, 32766};  ///< what device files give to clients
    PortRange relayPorts{12000, 12199};  ///< rtpengine
    PortRange turnPorts{12200, 12399};   ///< coturn
    std::size_t contacts = 200;          ///< roster entries that everybody gets, at most
    std::string turnSecret;              ///< shared by coturn and Prosody (XEP-0215)
    std::string directoryPassword;       ///< of the directory's own administrator
    std::string prefix;                  ///< unpacked packages; empty: the system's programs
    Extras extras;                       ///< `start --with`

    /// Whether the office was started with this extra.
    [[nodiscard]] bool with(std::string_view extra) const { return extras.contains(extra); }

    /// The other organisation's domain.
    [[nodiscard]] std::string partnerDomain() const { return "partner." + domain; }
    /// The host that takes people's files (XEP-0363), another name of imp1.
    [[nodiscard]] std::string fileServer() const { return "upload." + domain; }
    /// Whether imp2 speaks XMPP.
    [[nodiscard]] bool hasSecondMessagingServer() const {
        return with("presence-login") || with("standby") || with("ejabberd-pair");
    }

    /// "127.<office>.<zone>.<host>".
    [[nodiscard]] std::string address(Host host) const;
    /// "cucm1.office.example".
    [[nodiscard]] std::string fullName(Host host) const;
    /// A path below the folder.
    [[nodiscard]] std::string path(std::string_view relative) const;

    /// The office's root certificate, PEM.
    [[nodiscard]] std::string rootCertificate() const { return path("ca/root.pem"); }
    /// A server's certificate with its chain, PEM. Servers: see certifiedServers().
    [[nodiscard]] std::string certificate(std::string_view server) const;
    /// The private key of that certificate, PEM, mode 0600.
    [[nodiscard]] std::string privateKey(std::string_view server) const;
    /// OpenSSL's settings for one server alone; there where it needs other ones than the system's.
    [[nodiscard]] std::string opensslSettings(std::string_view server) const;
    /// The user store's file.
    [[nodiscard]] std::string userFile() const { return path("users/users.json"); }
    /// "dc=office,dc=example".
    [[nodiscard]] std::string directoryBase() const;
    /// The account that clients share for reading the directory.
    [[nodiscard]] std::string directoryReader() const {
        return "cn=reader,ou=services," + directoryBase();
    }
    [[nodiscard]] std::string directoryReaderPassword() const;

    /// Writes layout.json.
    [[nodiscard]] core::Status save() const;
    /// Reads layout.json of a folder.
    [[nodiscard]] static core::Result<Layout> load(const std::string& folder);
};

}  // namespace sidetone::office
