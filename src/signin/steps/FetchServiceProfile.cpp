// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/FetchServiceProfile.h"

#include <utility>

#include "signin/fetchFile.h"

namespace sidetone::signin {

namespace {

constexpr const char* askForProfile =
    "Ask your administrator to look at the service profile of your account.";

std::string described(const config::ServiceProfile& profile) {
    std::string text;
    const auto add = [&text](const char* service,
                             const std::vector<config::ServiceServer>& servers) {
        for (const auto& server : servers) {
            text += (text.empty() ? "" : ", ") + std::string(service) + " " + server.address;
        }
    };
    add("messages", profile.imAndPresence);
    add("directory", profile.directory);
    add("voicemail", profile.voicemail);
    add("conferencing", profile.conferencing);
    add("CTI", profile.cti);
    return text.empty() ? "no services" : text;
}

}  // namespace

std::string FetchServiceProfile::title(const Context& /*context*/) const {
    return "Fetching the service profile";
}

void FetchServiceProfile::run(Context& context) {
    std::vector<std::string> urls;
    for (const auto& uri : context.found.user.serviceProfileUris) {
        urls.push_back(fileUrl(uri, context.found.version.major));
    }
    if (urls.empty()) {
        failed(core::fail(core::ErrorCode::NotFound, title(context),
                          "no service profile is assigned to this account", askForProfile));
        return;
    }
    asks("GET " + urls.front());
    fetchFile(context, std::move(urls))
        .then(owner(), [this, &context](core::Result<net::HttpResponse> answer) {
            fetched(context, answer);
        });
}

void FetchServiceProfile::fetched(Context& context, const core::Result<net::HttpResponse>& answer) {
    if (!answer) {
        auto error = answer.error();
        if (error.code == core::ErrorCode::NotFound) error.advice = askForProfile;
        failed(std::move(error));
        return;
    }
    auto profile = config::parseServiceProfile(answer->body);
    if (!profile) {
        auto error = profile.error();
        error.tried = title(context);
        error.advice = askForProfile;
        failed(std::move(error));
        return;
    }
    context.found.profile = std::move(*profile);
    const auto authenticator = context.found.profile.authenticator;
    if (authenticator == config::ProfileAuthenticator::Webex) {
        // The plan goes on with the cloud's steps: who the person is and which call managers they
        // have is known by then (hybrid deployments, DISC-21).
        context.found.way = Way::Cloud;
        done(described(context.found.profile),
             "The cloud authenticates: " + context.found.profile.authenticatorReason);
        return;
    }
    const bool hasMessages = authenticator == config::ProfileAuthenticator::ImAndPresence;
    done(described(context.found.profile),
         (hasMessages ? "The presence server authenticates: "
                      : "The call manager authenticates, phone mode: ") +
             context.found.profile.authenticatorReason);
}

}  // namespace sidetone::signin
