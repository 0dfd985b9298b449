// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/supervisor/Extras.h"

#include <algorithm>

#include "core/text.h"

namespace sidetone::office {

const std::vector<std::string_view>& knownExtras() {
    static const std::vector<std::string_view> names{
        "second-cluster", "lamps",         "nodes",     "presence-login", "cloud",
        "edge",           "sso",           "enrolment", "proxies",        "report-server",
        "ejabberd",       "ejabberd-pair", "standby",   "partner",        "client-certificates",
        "ldap",           "ldap-log",      "voicemail", "mail",           "second-call-server",
        "survivable-site"};
    return names;
}

namespace {

/// ejabberd takes passwords alone, and stands in the place of all other messaging servers.
core::Result<Extras> checked(Extras extras, std::string_view text) {
    if (!extras.contains("ejabberd") && !extras.contains("ejabberd-pair")) return extras;
    for (const char* other :
         {"presence-login", "cloud", "sso", "client-certificates", "standby", "partner"}) {
        if (!extras.contains(other)) continue;
        return core::fail(core::ErrorCode::InvalidInput, "Reading --with " + std::string(text),
                          "ejabberd and '" + std::string(other) + "' do not go together",
                          "Leave one of them out.");
    }
    return extras;
}

}  // namespace

core::Result<Extras> parseExtras(std::string_view text) {
    Extras extras;
    for (const std::string_view word : core::split(text, ',')) {
        const std::string name(core::trim(word));
        if (name.empty()) continue;
        const auto& known = knownExtras();
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            std::string names;
            for (const std::string_view one : known) {
                names += (names.empty() ? "" : ", ") + std::string(one);
            }
            return core::fail(core::ErrorCode::InvalidInput, "Reading --with " + std::string(text),
                              "'" + name + "' is not known", "There are " + names + ".");
        }
        extras.insert(name);
    }
    return checked(std::move(extras), text);
}

std::string extrasText(const Extras& extras) {
    std::string text;
    for (const std::string& name : extras) text += (text.empty() ? "" : ",") + name;
    return text;
}

}  // namespace sidetone::office
