// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/doctor/machineChecks.h"

#include <utility>

#include "core/text.h"

namespace sidetone::client {

using Level = CheckResult::Level;

namespace {

CheckResult made(const char* check, const char* title, Level level, std::string sentence,
                 std::string advice = {}, std::string row = {}) {
    return {check, title, level, std::move(sentence), std::move(advice), std::move(row)};
}

constexpr const char* rules = "Rules of the planning guide";

bool hasFullName(const std::string& host) {
    return host.find('.') != std::string::npos || host.find(':') != std::string::npos;
}

}  // namespace

void NetworkCheck::run(const CheckContext& context, Done done) {
    std::vector<CheckResult> results;
    const auto& state = context.platform.network->state();
    if (state.isConnected()) {
        results.push_back(made("network", "Network", Level::Ok, state.text()));
    } else {
        results.push_back(made("network", "Network", Level::Warning,
                               "This computer is not connected to a network.",
                               "Plug the cable in or choose a wireless network.", "NET-01"));
    }
    const auto servers = context.platform.resolver->nameServers();
    std::string text;
    for (const auto& server : servers) text += (text.empty() ? "" : ", ") + server;
    results.push_back(
        servers.empty()
            ? made("name-servers", "Name servers", Level::Bad, "This computer has no name server.",
                   "Let the network name one; without it no service is found.", "SRV-08")
            : made("name-servers", "Name servers", Level::Ok, text));
    done(std::move(results));
}

void KeyStoreCheck::run(const CheckContext& context, Done done) {
    auto* keys = context.platform.keys.get();
    // The state is known after the first exchange with the desktop.
    keys->read({context.address.text(), store::secretService::password})
        .then(owner_, [keys, done = std::move(done)](const core::Result<core::Secret>&) {
            const auto state = keys->state();
            done({state.lasts ? made("key-store", "Key store", Level::Ok,
                                     "Passwords can be kept in the desktop's key store.")
                              : made("key-store", "Key store", Level::Warning, state.why,
                                     "Start a Secret Service, such as gnome-keyring or KWallet.",
                                     "PROV-07")});
        });
}

void SoundCheck::run(const CheckContext& context, Done done) {
    const auto text = context.platform.devices->text();
    const bool isMissing = core::lowerAscii(text).find("no sound") != std::string::npos;
    done({made("sound", "Sound", isMissing ? Level::Warning : Level::Ok, text,
               isMissing ? "Calls need a microphone and a loudspeaker." : "")});
}

void RulesCheck::run(const CheckContext& context, Done done) {
    std::vector<CheckResult> results;
    if (const auto& deployment = context.deployment) {
        for (const auto& server : deployment->xmppServers) {
            if (hasFullName(server.host)) continue;
            results.push_back(made("full-name", rules, Level::Bad,
                                   "The service profile names the presence server " + server.host +
                                       " without its domain.",
                                   "Write its full name in the IM and Presence service.",
                                   "ADM-03"));
        }
        if (deployment->udsServers.size() == 1) {
            results.push_back(made("redundancy", rules, Level::Warning,
                                   "There is one call manager alone: when it stops, nobody signs "
                                   "in.",
                                   "Publish a second one.", "HA-05"));
        }
        if (deployment->hasMessages() && deployment->xmppServers.size() == 1) {
            results.push_back(made("redundancy", rules, Level::Warning,
                                   "There is one presence server alone.", "Add a second node.",
                                   "HA-05"));
        }
    }
    for (const auto& remark : context.settings.remarks()) {
        results.push_back(
            made("configuration", rules, Level::Warning,
                 std::string(config::name(remark.layer)) +
                     (remark.line > 0 ? ", line " + std::to_string(remark.line) : std::string()) +
                     ": " + remark.text + ".",
                 "Check it with: sidetonectl validate FILE", "PROV-01"));
    }
    if (results.empty()) {
        results.push_back(made("rules", rules, Level::Ok, "No rule is broken."));
    }
    done(std::move(results));
}

}  // namespace sidetone::client
