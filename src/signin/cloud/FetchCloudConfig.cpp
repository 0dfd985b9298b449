// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/cloud/FetchCloudConfig.h"

#include "config/JabberConfig.h"
#include "config/keys.h"
#include "signin/cloud/cloudRequest.h"
#include "signin/words.h"

namespace sidetone::signin {

std::string FetchCloudConfig::title(const Context& /*context*/) const {
    return "Fetching the organisation's client configuration";
}

void FetchCloudConfig::run(Context& context) {
    auto request = cloud::configRequest(context.found.cloudUrl, context.found.cloudSession);
    request.timeout = context.options.fileLimit;
    asks("GET " + request.url);
    context.ports.http.send(std::move(request))
        .then(owner(), [this, &context](const core::Result<net::HttpResponse>& answer) {
            fetched(context, answer);
        });
}

void FetchCloudConfig::fetched(Context& context, const core::Result<net::HttpResponse>& answer) {
    const char* const without = "The defaults apply.";
    if (answer && answer->status == 404) {
        notThere("there is none", without);
        return;
    }
    if (!answer || answer->status != 200) {
        wentWrong(answer ? statusError(answer->status, title(context)) : answer.error(), without);
        return;
    }
    const auto config = config::parseJabberConfig(answer->body, config::Layer::CloudAdmin);
    if (!config) {
        wentWrong(config.error(), without);
        return;
    }
    auto& found = context.found;
    found.settings.replace(config::Layer::CloudAdmin, config->settings);
    for (const auto& key : {config::keys::tftpServer1, config::keys::tftpServer2}) {
        const auto host = found.settings.get(key);
        if (!host.empty()) found.fileServers.push_back(host);
    }
    done(std::to_string(config->settings.size()) + " settings",
         "They go before those of the service profile and of the file service." +
             (found.fileServers.empty()
                  ? std::string(" They name no call manager.")
                  : " The call manager is " + found.fileServers.front() + "."));
}

}  // namespace sidetone::signin
