// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/Uds.h"

#include <algorithm>
#include <optional>

#include "config/xmlFields.h"
#include "core/hexadecimal.h"
#include "core/text.h"

namespace sidetone::config {

core::Result<UdsVersion> parseUdsVersion(std::string_view document) {
    const auto root = readDocument(document, "the server's version", "versionInformation");
    if (!root) return root.error();
    UdsVersion version;
    version.version = root->childText("version");
    if (version.version.empty()) version.version = core::trim(root->attribute("version"));
    const auto major = core::parseNumber(core::split(version.version, '.').front());
    if (!major || *major > 1000) {
        return core::fail(core::ErrorCode::BadAnswer, "Reading the server's version",
                          "\"" + core::printable(version.version, 40) + "\" is no version");
    }
    version.major = static_cast<int>(*major);
    if (const auto* capabilities = root->child("capabilities")) {
        version.usersNeedCredentials = booleanOf(*capabilities, "usersResourceAuthEnabled", false);
    }
    return version;
}

core::Result<std::vector<std::string>> parseUdsServers(std::string_view document) {
    const auto root = readDocument(document, "the list of servers", "servers");
    if (!root) return root.error();
    auto servers = childTexts(*root, "server");
    if (servers.empty()) {
        return core::fail(core::ErrorCode::BadAnswer, "Reading the list of servers", "it is empty",
                          "Ask your administrator to look at the cluster.");
    }
    return servers;
}

core::Result<ClusterUser> parseClusterUser(std::string_view document) {
    const auto root = readDocument(document, "the home cluster", "clusterUser");
    if (!root) return root.error();
    const auto* result = root->child("result");
    const auto found =
        result != nullptr ? toBoolean(result->attribute("found")) : std::optional<bool>();
    if (!found) {
        return core::fail(core::ErrorCode::BadAnswer, "Reading the home cluster",
                          "it does not say whether the user was found");
    }
    ClusterUser user;
    user.found = *found;
    if (!user.found) return user;
    user.userUri = core::trim(result->attribute("uri"));
    user.userId = core::withOctetsDecoded(user.userUri.substr(user.userUri.rfind('/') + 1), '%');
    if (const auto* home = root->child("homeCluster")) {
        user.homeCluster = textOf(*home);
        user.serversUri = core::trim(home->attribute("serversUri"));
    }
    if (user.homeCluster.empty()) {
        return core::fail(core::ErrorCode::BadAnswer, "Reading the home cluster",
                          "the user was found, but no home cluster is named");
    }
    return user;
}

namespace {

struct Authority {
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::optional<Authority> authorityOf(std::string_view url) {
    const auto slashes = url.find("://");
    if (slashes == std::string_view::npos) return std::nullopt;
    const auto begin = slashes + 3;
    return Authority{begin, std::min(url.find('/', begin), url.size())};
}

}  // namespace

std::string resolveUdsUri(std::string_view uri, std::string_view base) {
    const auto ofBase = authorityOf(base);
    if (!ofBase) return std::string(uri);
    const auto baseHost = std::string(base.substr(0, ofBase->end));
    if (uri.starts_with('/')) return baseHost + std::string(uri);
    const auto ofUri = authorityOf(uri);
    if (!ofUri) return std::string(base.substr(0, base.rfind('/') + 1)) + std::string(uri);
    const auto authority = uri.substr(ofUri->begin, ofUri->end - ofUri->begin);
    const auto bracket = authority.rfind(']');
    const auto colon = authority.rfind(':');
    const bool hasPort =
        colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
    if (hasPort) return std::string(uri);
    return baseHost + std::string(uri.substr(ofUri->end));
}

}  // namespace sidetone::config
