// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/phone/FindPhone.h"

#include "config/keys.h"
#include "signin/askUds.h"
#include "signin/discovery/rules.h"
#include "signin/fetchFile.h"
#include "signin/phone/deviceList.h"
#include "signin/steps/softphone.h"
#include "signin/words.h"

namespace sidetone::signin {
namespace {

constexpr std::uint16_t deviceListPort = 8443;

std::vector<net::Endpoint> deviceListServers(const Context& context) {
    const auto& settings = context.found.settings;
    std::vector<net::Endpoint> servers;
    for (const auto& key : {config::keys::ccmcipServer1, config::keys::ccmcipServer2}) {
        for (const auto& one : serversIn(settings.get(key), deviceListPort)) servers.push_back(one);
    }
    return servers.empty() ? context.found.udsServers : servers;
}

/// The account that the phone belongs to.
const std::string& ownerOf(const Context& context) {
    const auto& found = context.found;
    return found.phoneUser.empty() ? found.home.userId : found.phoneUser;
}

net::HttpCredentials credentialsOf(const Context& context) {
    const auto& found = context.found;
    return {ownerOf(context),
            found.phonePassword ? *found.phonePassword : context.password.value_or(core::Secret())};
}

}  // namespace

std::string FindPhone::title(const Context& context) const {
    return "Finding the softphone of " + ownerOf(context);
}

bool FindPhone::isReady(const Context& context) const {
    return isCloudSettled(context);
}

void FindPhone::run(Context& context) {
    servers_ = deviceListServers(context);
    if (servers_.empty() && fileHosts(context).empty()) {
        skipped("No call manager is known.");
    } else if (servers_.empty()) {
        choose(context, conventionalDeviceName(ownerOf(context)),
               "No server lists devices; softphones are called so by convention.");
    } else {
        askNext(context);
    }
}

void FindPhone::askNext(Context& context) {
    if (next_ >= servers_.size()) {
        giveUp(together(
            "Asking " + signin::listed(servers_) + " for the devices of " + ownerOf(context),
            failures_));
        return;
    }
    ask(context, udsDeviceListUrl(servers_[next_], ownerOf(context)), false);
}

void FindPhone::ask(Context& context, std::string url, bool isOlder) {
    asked_ += (asked_.empty() ? "GET " : ", then GET ") + url;
    asks(asked_);
    net::HttpRequest request;
    request.url = std::move(url);
    request.headers = {{"Accept", "application/xml"}};
    request.basic = credentialsOf(context);
    request.timeout = context.options.requestLimit;
    context.http()
        .send(std::move(request))
        .then(owner(), [this, &context, isOlder](const core::Result<net::HttpResponse>& answer) {
            answered(context, answer, isOlder);
        });
}

void FindPhone::answered(Context& context, const core::Result<net::HttpResponse>& answer,
                         bool isOlder) {
    const auto server = servers_[next_];
    const bool isAbsent = answer && (answer->status == 404 || answer->status == 405);
    if (isAbsent && !isOlder) {
        ask(context, ccmcipDeviceListUrl(server, ownerOf(context)), true);
    } else if (isAbsent) {
        choose(context, conventionalDeviceName(ownerOf(context)),
               server.text() + " lists no devices; softphones are called so by convention.");
    } else if (answer && answer->status == 200) {
        listed(context, *answer, isOlder);
    } else if (answer && answer->status == 401) {
        giveUp(statusError(401, "Signing in " + context.found.address.text()));
    } else {
        failures_.emplace_back(server, answer
                                           ? statusError(answer->status, "Asking " + server.text())
                                           : answer.error());
        ++next_;
        askNext(context);
    }
}

void FindPhone::listed(Context& context, const net::HttpResponse& answer, bool isOlder) {
    auto devices = config::parseUdsDevices(answer.body);
    if (!devices) {
        giveUp(devices.error());
        return;
    }
    auto& found = context.found;
    found.devices = std::move(*devices);
    // User Data Services answer: they are the directory as well.
    if (!isOlder && found.udsServers.empty()) found.udsServers = {servers_[next_]};
    for (const auto& device : found.devices) {
        told_ += (told_.empty() ? "" : ", ") + device.name + " (" + device.model + ")";
    }
    const auto* phone = softphoneAmong(found.devices);
    if (phone != nullptr) {
        choose(context, phone->name, servers_[next_].text() + " lists it.");
    } else if (isEssential()) {
        failed(core::fail(core::ErrorCode::NotFound, title(context),
                          "the account has no desktop softphone",
                          "Ask your administrator to assign one."));
    } else {
        notThere(told_.empty() ? "no devices" : told_,
                 "None is a desktop softphone. The sign-in goes on without a phone.");
    }
}

void FindPhone::choose(Context& context, const std::string& deviceName, const std::string& why) {
    auto& found = context.found;
    config::UdsDevice phone;
    phone.name = deviceName;
    phone.provisionUris = fileUrlsOn(fileHosts(context), percentEncoded(deviceName) + ".cnf.xml",
                                     found.version.major);
    found.phone = std::move(phone);
    done(told_.empty() ? deviceName : told_, deviceName + " is the softphone. " + why);
}

void FindPhone::giveUp(core::Error error) {
    if (isEssential()) {
        failed(std::move(error));
    } else {
        wentWrong(error, "The sign-in goes on without a phone.");
    }
}

}  // namespace sidetone::signin
