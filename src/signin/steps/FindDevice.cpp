// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/FindDevice.h"

#include <utility>

#include "config/Uds.h"
#include "signin/askUds.h"
#include "signin/steps/softphone.h"
#include "signin/words.h"

namespace sidetone::signin {

std::string FindDevice::title(const Context& context) const {
    return "Finding the softphone of " + context.found.home.userId;
}

void FindDevice::run(Context& context) {
    path_ = "user/" + percentEncoded(context.found.home.userId);
    asked_ = "GET " + udsUrl(context.found.udsServers.front(), path_ + "/devices");
    asks(asked_);
    askUds(context, path_ + "/devices", WithPassword::Yes)
        .then(owner(), [this, &context](const core::Result<net::HttpResponse>& answer) {
            listed(context, answer);
        });
}

void FindDevice::listed(Context& context, const core::Result<net::HttpResponse>& answer) {
    const char* const without = "The sign-in goes on without a phone.";
    if (!answer || answer->status != 200) {
        wentWrong(answer ? statusError(answer->status, title(context)) : answer.error(), without);
        return;
    }
    auto devices = config::parseUdsDevices(answer->body);
    if (!devices) {
        wentWrong(devices.error(), without);
        return;
    }
    context.found.devices = std::move(*devices);
    for (const auto& device : context.found.devices) {
        told_ += (told_.empty() ? "" : ", ") + device.name + " (" + device.model + ")";
    }
    const auto* chosen = softphoneAmong(context.found.devices);
    if (chosen == nullptr) {
        notThere(told_.empty() ? "no devices" : told_,
                 std::string("None is a desktop softphone. ") + without);
        return;
    }
    context.found.phone = *chosen;
    if (chosen->provisionUris.empty()) {
        askForFile(context);
    } else {
        conclude(context);
    }
}

void FindDevice::askForFile(Context& context) {
    const auto path = path_ + "/device/" + percentEncoded(context.found.phone->id);
    asks(asked_ + ", then GET " + udsUrl(context.found.udsServers.front(), path));
    askUds(context, path, WithPassword::Yes)
        .then(owner(), [this, &context](const core::Result<net::HttpResponse>& answer) {
            described(context, answer);
        });
}

void FindDevice::described(Context& context, const core::Result<net::HttpResponse>& answer) {
    if (answer && answer->status == 200) {
        const auto device = config::parseUdsDevice(answer->body);
        if (device) context.found.phone->provisionUris = device->provisionUris;
    }
    conclude(context);
}

void FindDevice::conclude(Context& context) {
    const auto& phone = *context.found.phone;
    done(told_,
         phone.name + " is the softphone; " +
             (phone.provisionUris.empty() ? "its file is looked for by its name."
                                          : "its file is " + phone.provisionUris.front() + "."));
}

}  // namespace sidetone::signin
