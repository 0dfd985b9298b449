// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/supervisor/AddressClaim.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <charconv>
#include <string>
#include <vector>

#include "office/supervisor/Folder.h"

namespace sidetone::office {

namespace {

/// 127.0 is everybody's; 127.255 is a broadcast address.
constexpr int firstOffice = 1;
constexpr int lastOffice = 254;

/// An abstract Unix socket: it belongs to the network namespace, as the addresses do, and ends
/// with the last process that holds it.
Descriptor claimNumber(int office) {
    Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string name = "sidetone-office-" + std::to_string(office);
    name.copy(address.sun_path + 1, sizeof address.sun_path - 2);
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
    if (::bind(socket.number(), reinterpret_cast<const sockaddr*>(&address), length) != 0) {
        return {};
    }
    return socket;
}

bool canBind(const std::string& host, std::uint16_t port, int kind) {
    const Descriptor socket(::socket(AF_INET, kind | SOCK_CLOEXEC, 0));
    const int on = 1;
    if (kind == SOCK_STREAM) {
        ::setsockopt(socket.number(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    ::inet_pton(AF_INET, host.c_str(), &address.sin_addr);
    return ::bind(socket.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) ==
           0;
}

struct Place {
    Host host;
    std::uint16_t port;
};

bool allPortsAreFree(const Layout& layout) {
    const Ports& ports = layout.ports;
    const std::vector<Place> places{
        {Host::NameServer, ports.dns},     {Host::OutsideNameServer, ports.dns},
        {Host::Cucm1, ports.uds},          {Host::Cucm1, ports.files},
        {Host::Cucm1, ports.filesTls},     {Host::Cucm1, ports.sip},
        {Host::Cucm1, ports.sipTls},       {Host::Imp1, ports.xmpp},
        {Host::Imp1, ports.xmppTls},       {Host::Imp1, ports.xmppHttps},
        {Host::Ldap1, ports.ldap},         {Host::Ldap1, ports.ldapTls},
        {Host::Ldap1, ports.catalog},      {Host::Ldap1, ports.catalogTls},
        {Host::Edge1, ports.relayControl}, {Host::Edge1, ports.turn},
    };
    for (const Place& place : places) {
        const std::string host = layout.address(place.host);
        if (!canBind(host, place.port, SOCK_STREAM)) return false;
        if (!canBind(host, place.port, SOCK_DGRAM)) return false;
    }
    return true;
}

int numberFor(const std::string& folder) {
    const std::string tag = Folder::tag(folder);
    unsigned value = 0;
    std::from_chars(tag.data(), tag.data() + 6, value, 16);
    return firstOffice + static_cast<int>(value % (lastOffice - firstOffice + 1));
}

}  // namespace

core::Result<AddressClaim> AddressClaim::take(Layout layout, int wanted) {
    const int first =
        wanted >= firstOffice && wanted <= lastOffice ? wanted : numberFor(layout.folder);
    const int count = lastOffice - firstOffice + 1;
    for (int step = 0; step < count; ++step) {
        layout.office = firstOffice + (first - firstOffice + step) % count;
        Descriptor claim = claimNumber(layout.office);
        if (claim.isOpen() && allPortsAreFree(layout)) {
            return AddressClaim(layout.office, std::move(claim));
        }
    }
    return core::fail(core::ErrorCode::Busy, "Choosing addresses in 127.0.0.0/8",
                      "the ports of the office are taken on all of them",
                      "Something listens on all addresses at one of 8443, 6970, 5222, 5060, 5061, "
                      "3478, 10053 or 10389: stop it while the office runs.");
}

}  // namespace sidetone::office
