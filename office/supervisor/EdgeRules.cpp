// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/supervisor/EdgeRules.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "core/Random.h"
#include "core/readAll.h"
#include "core/text.h"
#include "office/supervisor/TextFile.h"

namespace sidetone::office {
namespace {

constexpr const char* hostsFile = "edge/hosts";
constexpr const char* sessionsFile = "edge/sessions";

std::string contentOf(const std::string& path) {
    std::ifstream file(path);
    return core::readAll(file).value_or(std::string());
}

bool isName(const std::string& host) {
    return !host.empty() && host.size() < 254 &&
           std::all_of(host.begin(), host.end(), [](unsigned char c) {
               return std::isalnum(c) != 0 || c == '-' || c == '.';
           });
}

}  // namespace

bool EdgeRules::isAllowed(const std::string& host, int port) const {
    const auto content = contentOf(layout_.path(hostsFile));
    const auto lines = core::split(content, '\n');
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        if (*line == "allow " + host) return true;
        if (*line == "forbid " + host) return false;
    }
    const Ports& ports = layout_.ports;
    if (host == layout_.fileServer() && port == ports.xmppHttps) return true;
    const bool isUsual = port == ports.uds || port == ports.files || port == ports.filesTls;
    for (const Host one : {Host::Cucm1, Host::Cucm2, Host::Cucm3, Host::CucmB1}) {
        if (isUsual && host == layout_.fullName(one)) return true;
    }
    return false;
}

std::string EdgeRules::generation() const {
    return contentOf(layout_.path(sessionsFile));
}

core::Status EdgeRules::note(const std::string& line) const {
    if (auto made = makeFolder(layout_.path("edge")); !made) return made;
    const auto path = layout_.path(hostsFile);
    return writeFile(path, contentOf(path) + line + "\n");
}

core::Status EdgeRules::allow(const std::string& host) const {
    if (!isName(host)) {
        return core::fail(core::ErrorCode::InvalidInput, "Allowing " + host, "it is no host name");
    }
    return note("allow " + core::lowerAscii(host));
}

core::Status EdgeRules::forbid(const std::string& host) const {
    if (!isName(host)) {
        return core::fail(core::ErrorCode::InvalidInput, "Forbidding " + host,
                          "it is no host name");
    }
    return note("forbid " + core::lowerAscii(host));
}

core::Status EdgeRules::expireCookies() const {
    if (auto made = makeFolder(layout_.path("edge")); !made) return made;
    core::SystemRandom random;
    return writeFile(layout_.path(sessionsFile), random.hex(8) + "\n");
}

}  // namespace sidetone::office
