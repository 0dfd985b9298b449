// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/proxy/BypassList.h"

#include <QHostAddress>
#include <algorithm>

#include "core/fitsPattern.h"
#include "core/text.h"

namespace sidetone::net {
namespace {

struct Parts {
    std::string host;
    std::optional<std::uint16_t> port;
};

/// "host:port", "[address]:port" or without the port. An address of IPv6 without brackets has
/// no port.
Parts partsOf(const std::string& entry) {
    const auto colon = entry.rfind(':');
    const bool isBracketed = !entry.empty() && entry.front() == '[';
    const auto closing = entry.find(']');
    std::string host = entry;
    std::optional<std::uint16_t> port;
    const bool onlyOne = colon != std::string::npos && entry.find(':') == colon;
    if (colon != std::string::npos && (isBracketed ? closing + 1 == colon : onlyOne)) {
        if (const auto number = core::parseNumber(entry.substr(colon + 1));
            number && *number < 65'536) {
            port = static_cast<std::uint16_t>(*number);
            host = entry.substr(0, colon);
        }
    }
    if (isBracketed && host.size() > 2 && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
    }
    return {std::move(host), port};
}

bool isInNetwork(const std::string& host, const std::string& network) {
    QHostAddress address;
    if (!address.setAddress(QString::fromStdString(host))) return false;
    const auto subnet = QHostAddress::parseSubnet(QString::fromStdString(network));
    return subnet.second >= 0 && address.isInSubnet(subnet);
}

bool isThisMachine(const std::string& host) {
    if (host == "localhost") return true;
    QHostAddress address;
    return address.setAddress(QString::fromStdString(host)) && address.isLoopback();
}

bool isBelow(const std::string& host, const std::string& domain) {
    if (host == domain) return true;
    return host.size() > domain.size() && host.ends_with(domain) &&
           host[host.size() - domain.size() - 1] == '.';
}

bool fits(const std::string& host, std::string entry) {
    if (entry == "*") return true;
    if (entry == "<local>") {
        return host.find('.') == std::string::npos && host.find(':') == std::string::npos;
    }
    if (entry.find('/') != std::string::npos) return isInNetwork(host, entry);
    if (entry.starts_with("*.")) entry = entry.substr(2);
    if (entry.starts_with(".")) entry = entry.substr(1);
    if (entry.find_first_of("*?") != std::string::npos) return core::fitsPattern(host, entry);
    QHostAddress address;
    if (address.setAddress(QString::fromStdString(entry))) {
        return QHostAddress(QString::fromStdString(host)) == address;
    }
    return !entry.empty() && isBelow(host, entry);
}

}  // namespace

BypassList::BypassList(std::vector<std::string> entries) : entries_(std::move(entries)) {}

BypassList BypassList::parse(const std::string& text) {
    std::vector<std::string> entries;
    std::string entry;
    for (const char c : text + " ") {
        const bool separates = c == ',' || c == ';' || c == ' ' || c == '\t' || c == '\n';
        if (!separates) {
            entry += c;
        } else if (!entry.empty()) {
            entries.push_back(std::exchange(entry, {}));
        }
    }
    return BypassList(std::move(entries));
}

std::optional<std::string> BypassList::match(const Endpoint& server) const {
    auto host = core::lowerAscii(server.host);
    if (host.size() > 1 && host.back() == '.') host.pop_back();
    if (isThisMachine(host)) return "this machine itself";
    for (const auto& entry : entries_) {
        const auto [pattern, port] = partsOf(core::lowerAscii(entry));
        if (port && *port != server.port) continue;
        if (fits(host, pattern)) return entry;
    }
    return std::nullopt;
}

}  // namespace sidetone::net
