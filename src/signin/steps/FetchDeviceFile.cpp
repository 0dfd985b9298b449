// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/FetchDeviceFile.h"

#include <utility>

#include "config/DeviceConfig.h"
#include "signin/fetchFile.h"
#include "signin/words.h"

namespace sidetone::signin {

std::string FetchDeviceFile::title(const Context& context) const {
    return "Fetching the settings of " +
           (context.found.phone ? context.found.phone->name : std::string("the softphone"));
}

void FetchDeviceFile::run(Context& context) {
    const auto& found = context.found;
    if (!found.phone) {
        skipped("There is no softphone.");
        return;
    }
    std::vector<std::string> urls;
    for (const auto& uri : found.phone->provisionUris) {
        urls.push_back(fileUrl(uri, found.version.major));
    }
    const auto file = percentEncoded(found.phone->name) + ".cnf.xml";
    for (const auto& server : found.udsServers) {
        if (found.phone->provisionUris.empty()) {
            urls.push_back(fileUrlOn(server.host, file, found.version.major));
        }
    }
    asks("GET " + urls.front());
    fetchFile(context, std::move(urls))
        .then(owner(), [this, &context](const core::Result<net::HttpResponse>& answer) {
            fetched(context, answer);
        });
}

void FetchDeviceFile::fetched(Context& context, const core::Result<net::HttpResponse>& answer) {
    const char* const without = isEssential() ? "There is nothing but the phone to sign in to."
                                              : "The sign-in goes on without a phone.";
    if (!answer) {
        wentWrong(answer.error(), without);
        return;
    }
    auto device = config::parseDeviceConfig(answer->body);
    if (!device) {
        auto error = device.error();
        error.tried = title(context);
        if (error.advice.empty()) error.advice = "Ask your administrator to look at the device.";
        wentWrong(error, without);
        return;
    }
    device->name = context.found.phone->name;
    context.found.phoneFileUrl = answer->url;
    context.found.device = std::move(*device);
    const auto servers = sipServersOf(context.found);
    std::string text;
    for (const auto& line : context.found.device->lines) {
        text += (text.empty() ? "line " : ", line ") + line.number;
    }
    for (const auto& server : servers) {
        text +=
            ", " + server.endpoint.text() + " by " + std::string(signin::name(server.transport));
    }
    for (const auto& site : survivableSitesOf(context.found)) {
        text += ", survivable site " + site.endpoint.text() + " by " +
                std::string(signin::name(site.transport));
    }
    const auto& ports = context.found.device->mediaPorts;
    text += ", media ports " + std::to_string(ports.first) + " to " + std::to_string(ports.last);
    std::string why = "The phone registers with these, in this order.";
    if (!survivableSitesOf(context.found).empty()) {
        why +=
            " A survivable site has calls, hold and resume alone, and is left when a call "
            "manager answers again.";
    }
    done(text, why);
}

}  // namespace sidetone::signin
