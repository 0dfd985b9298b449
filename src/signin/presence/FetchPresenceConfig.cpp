// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/presence/FetchPresenceConfig.h"

#include "signin/presence/PresenceProperties.h"
#include "signin/words.h"

namespace sidetone::signin {
namespace {

std::string listed(const char* what, const std::vector<std::string>& hosts) {
    std::string text;
    for (const auto& host : hosts) text += (text.empty() ? "" : ", ") + host;
    return text.empty() ? std::string() : std::string("; ") + what + " " + text;
}

}  // namespace

std::string FetchPresenceConfig::title(const Context& /*context*/) const {
    return "Fetching the configuration of the presence server";
}

void FetchPresenceConfig::run(Context& context) {
    auto request = epas::configRequest(context.found.presenceUrl, context.found.presenceSession);
    request.timeout = context.options.requestLimit;
    asks("POST " + context.found.presenceUrl + " (get-all-config)");
    context.http()
        .send(std::move(request))
        .then(owner(), [this, &context](const core::Result<net::HttpResponse>& answer) {
            if (answer && answer->status == 200) {
                fetched(context, *answer);
            } else {
                failed(answer ? statusError(answer->status, title(context)) : answer.error());
            }
        });
}

void FetchPresenceConfig::fetched(Context& context, const net::HttpResponse& answer) {
    const auto properties = epas::parseConfig(answer.body);
    if (!properties) {
        auto error = properties.error();
        error.tried = title(context);
        if (error.advice.empty()) {
            error.advice = "Ask your administrator to look at the presence server.";
        }
        failed(std::move(error));
        return;
    }
    auto read = readProperties(*properties);
    auto& found = context.found;
    found.profile = std::move(read.profile);
    found.profile.authenticator = config::ProfileAuthenticator::ImAndPresence;
    found.profile.authenticatorReason = "the presence server took the password";
    for (const auto& node : read.nodes) found.profile.imAndPresence.push_back({node, 0, {}, {}});
    found.fileServers = read.fileServers;
    found.relogin = ReloginLimits{read.reloginLower, read.reloginUpper};
    found.settings.replace(config::Layer::ServiceProfile, read.settings);
    done(std::to_string(properties->size()) + " properties" + listed("nodes", read.nodes) +
             listed("files", read.fileServers) + listed("devices", read.deviceLists),
         "They take the service profile's place.");
}

}  // namespace sidetone::signin
