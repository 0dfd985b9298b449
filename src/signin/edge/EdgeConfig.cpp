// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/edge/EdgeConfig.h"

#include <algorithm>
#include <limits>

#include "core/XmlReader.h"
#include "core/text.h"

namespace sidetone::signin {
namespace {

using core::XmlElement;

constexpr std::size_t mostServers = 32;
constexpr std::size_t longestRoute = 1024;
constexpr const char* tried = "Reading what the edge says of the office";

const XmlElement* childOf(const XmlElement* parent, std::string_view name) {
    if (parent == nullptr) return nullptr;
    for (const auto& child : parent->children) {
        if (core::equalsIgnoringCase(child.name, name)) return &child;
    }
    return nullptr;
}

std::string textOf(const XmlElement& parent, std::string_view name) {
    const auto* child = childOf(&parent, name);
    return child == nullptr ? std::string() : std::string(core::trim(child->text));
}

std::uint16_t numberOf(const XmlElement& parent, std::string_view name, std::uint16_t otherwise) {
    const auto number = core::parseNumber(textOf(parent, name));
    if (!number || *number > std::numeric_limits<std::uint16_t>::max()) return otherwise;
    return static_cast<std::uint16_t>(*number);
}

std::string hostOf(const XmlElement& server) {
    auto host = core::lowerAscii(textOf(server, "address"));
    if (!host.empty() && host.back() == '.') host.pop_back();
    const bool isUsable =
        host.size() < 256 && std::all_of(host.begin(), host.end(), [](char c) {
            return c > ' ' && c < 0x7f && c != '/' && c != '@' && c != '?' && c != '#' && c != '\\';
        });
    return isUsable ? host : std::string();
}

std::vector<net::Endpoint> serversOf(const XmlElement* edge, std::string_view name,
                                     std::uint16_t port) {
    std::vector<net::Endpoint> servers;
    const auto* list = childOf(edge, name);
    if (list == nullptr) return servers;
    for (const auto& server : list->children) {
        if (!core::equalsIgnoringCase(server.name, "server")) continue;
        const auto host = hostOf(server);
        const auto at = numberOf(server, "tlsPort", numberOf(server, "port", port));
        if (host.empty() || at == 0 || servers.size() >= mostServers) continue;
        servers.push_back({host, at});
    }
    return servers;
}

std::vector<net::SrvRecord> recordsOf(const XmlElement& service) {
    std::vector<net::SrvRecord> records;
    for (const auto& server : service.children) {
        if (!core::equalsIgnoringCase(server.name, "server")) continue;
        net::SrvRecord record;
        record.target = hostOf(server);
        record.priority = numberOf(server, "priority", 0);
        record.weight = numberOf(server, "weight", 0);
        record.port = numberOf(server, "port", 8443);
        if (record.target.empty() || record.port == 0 || records.size() >= mostServers) continue;
        records.push_back(std::move(record));
    }
    return records;
}

void readService(const XmlElement& service, EdgeConfig& config) {
    const auto name = core::lowerAscii(textOf(service, "name"));
    if (childOf(&service, "error") != nullptr) {
        if (config.missing.size() < mostServers) config.missing.push_back(name);
        return;
    }
    if (name == "_cisco-uds") config.ciscoUds = recordsOf(service);
    if (name == "_cuplogin") config.cupLogin = recordsOf(service);
    if (name != "tftpserver") return;
    for (const auto& child : service.children) {
        XmlElement server("server");
        server.add(child);
        const auto host = hostOf(server);
        if (!host.empty() && config.tftpServers.size() < mostServers) {
            config.tftpServers.push_back(host);
        }
    }
}

/// A header's value must not be able to begin another header.
bool isHeaderValue(const std::string& text) {
    return !text.empty() && text.size() <= longestRoute &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c != 0x7f; });
}

void readRoutes(const XmlElement* edge, EdgeConfig& config) {
    const auto* request = childOf(edge, "sipRequest");
    if (request == nullptr) return;
    for (const auto& route : request->children) {
        auto text = std::string(core::trim(route.text));
        const bool isRoute = core::equalsIgnoringCase(route.name, "route") && isHeaderValue(text);
        if (isRoute && config.sipRoutes.size() < mostServers) {
            config.sipRoutes.push_back(std::move(text));
        }
    }
}

core::Error missing(const char* what, const char* advice) {
    return core::fail(core::ErrorCode::NotFound, tried, what, advice);
}

}  // namespace

core::Result<EdgeConfig> parseEdgeConfig(std::string_view document) {
    const auto root = core::readXml(document, {.bytes = 1U << 20U, .depth = 16, .elements = 5000});
    const auto* services = root ? childOf(&*root, "serviceConfig") : nullptr;
    const auto* edge = root ? childOf(&*root, "edgeConfig") : nullptr;
    if (services == nullptr && edge == nullptr) {
        return core::fail(core::ErrorCode::BadAnswer, tried,
                          root ? "the answer is no edge configuration" : root.error().answer,
                          "Ask your administrator whether the _collab-edge record is right.");
    }
    EdgeConfig config;
    if (services != nullptr) {
        for (const auto& service : services->children) {
            if (core::equalsIgnoringCase(service.name, "service")) readService(service, config);
        }
    }
    config.sip = serversOf(edge, "sipEdgeServer", 5061);
    config.xmpp = serversOf(edge, "xmppEdgeServer", 5222);
    config.http = serversOf(edge, "httpEdgeServer", 8443);
    config.turn = serversOf(edge, "turnEdgeServer", 3478);
    config.homeUds = serversOf(edge, "userUdsServer", 8443);
    readRoutes(edge, config);
    if (config.ciscoUds.empty()) {
        return missing(
            "the name servers inside have no _cisco-uds record, without which nobody "
            "can sign in from outside",
            "Ask your administrator to publish _cisco-uds inside.");
    }
    if (config.homeUds.empty()) {
        return missing("the edge names no home server for this account (userUdsServer is empty)",
                       "Ask your administrator whether the account has a home cluster and the "
                       "edge can reach it.");
    }
    return config;
}

}  // namespace sidetone::signin
