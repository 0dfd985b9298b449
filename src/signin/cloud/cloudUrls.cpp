// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/cloud/cloudUrls.h"

#include "config/Registry.h"
#include "config/keys.h"
#include "net/Url.h"

namespace sidetone::signin::cloud {
namespace {

bool isSecure(const std::string& url) {
    const auto parsed = net::HttpUrl::parse(url);
    return parsed && parsed->isSecure;
}

}  // namespace

std::string lookupUrl(const config::Settings& settings) {
    for (const auto& value : settings.layersOf(config::keys::cloudLookupUrl.name)) {
        const bool mayDecide =
            value.layer == config::Layer::PolicyLocked || value.layer == config::Layer::Manual;
        if (mayDecide) return isSecure(value.text) ? value.text : std::string();
    }
    return std::string(config::findParameter(config::keys::cloudLookupUrl.name)->fallback);
}

std::string authenticationUrl(const config::Settings& settings,
                              const config::ServiceProfile& profile) {
    const bool isHybrid = profile.authenticator == config::ProfileAuthenticator::Webex;
    for (const auto& server : profile.imAndPresence) {
        if (!isHybrid || server.address.empty()) continue;
        const bool isUrl = server.address.find("://") != std::string::npos;
        const auto url = isUrl ? server.address : "https://" + server.address + "/cas/auth.do";
        return isSecure(url) ? url : std::string();
    }
    const auto lookup = lookupUrl(settings);
    return lookup.empty() ? lookup : lookup.substr(0, lookup.rfind('/')) + "/auth.do";
}

}  // namespace sidetone::signin::cloud
