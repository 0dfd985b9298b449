// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/FetchGroupConfig.h"

#include <utility>

#include "config/JabberConfig.h"
#include "signin/fetchFile.h"

namespace sidetone::signin {

std::string FetchGroupConfig::title(const Context& /*context*/) const {
    return "Fetching the group's configuration file";
}

void FetchGroupConfig::run(Context& context) {
    const auto& found = context.found;
    const auto file = found.device ? config::groupFileOf(found.device->supportField) : "";
    if (file.empty()) {
        skipped(found.device ? "The device names none." : "There is no softphone that names one.");
        return;
    }
    // Beside the device's own file: the same server, port and protocol serve both.
    const auto root = found.phoneFileUrl.find('/', found.phoneFileUrl.find("://") + 3);
    auto url = found.phoneFileUrl.substr(0, root) + "/" + file;
    asks("GET " + url);
    fetchFile(context, {std::move(url)})
        .then(owner(), [this, &context](const core::Result<net::HttpResponse>& answer) {
            fetched(context, answer);
        });
}

void FetchGroupConfig::fetched(Context& context, const core::Result<net::HttpResponse>& answer) {
    const char* const without = "The settings of jabber-config.xml apply alone.";
    if (!answer) {
        wentWrong(answer.error(), without);
        return;
    }
    const auto config = config::parseJabberConfig(answer->body, config::Layer::GroupFile);
    if (!config) {
        wentWrong(config.error(), without);
        return;
    }
    context.found.settings.replace(config::Layer::GroupFile, config->settings);
    done(std::to_string(config->settings.size()) + " settings",
         "They go before those of jabber-config.xml.");
}

}  // namespace sidetone::signin
