// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/links/LinkGate.h"

#include <array>

#include "config/Settings.h"
#include "config/keys.h"
#include "core/text.h"

namespace sidetone::client {
namespace {

using core::ErrorCode;
using std::chrono_literals::operator""s;

struct Switch {
    std::string_view scheme;
    config::Key<bool> parameter;
};

constexpr std::array switches{
    Switch{"xmpp", config::keys::enableXmppProtocol},
    Switch{"im", config::keys::enableImProtocol},
    Switch{"tel", config::keys::enableTelProtocol},
    Switch{"callto", config::keys::enableTelProtocol},
    Switch{"ciscotel", config::keys::enableCiscoTelProtocol},
    Switch{"sip", config::keys::enableSipProtocol},
    Switch{"sips", config::keys::enableSipProtocol},
    Switch{"ciscotelconf", config::keys::enableCiscoTelConfProtocol},
    Switch{"clicktocall", config::keys::enableClickToCallProtocol},
    Switch{"ciscoim", config::keys::enableCiscoImProtocol},
    Switch{"ciscoimgroup", config::keys::enableCiscoImGroupProtocol},
    Switch{"ciscochat", config::keys::enableCiscoChatProtocol},
};

constexpr std::size_t chatsInAWhile = 3;
constexpr core::Milliseconds chatWhile = 15s;

bool isCall(const ProtocolLink& link) {
    return link.action == LinkAction::Call || link.action == LinkAction::ConferenceCall;
}

}  // namespace

core::Status LinkGate::pass(const ProtocolLink& link, const config::Settings& settings) {
    for (const auto& one : switches) {
        if (one.scheme != link.scheme || settings.get(one.parameter)) continue;
        return core::fail(ErrorCode::Forbidden, "Opening a link",
                          "your organisation has switched \"" + link.scheme + ":\" links off",
                          "Type the address or number instead.");
    }
    auto most = chatsInAWhile;
    auto time = chatWhile;
    if (isCall(link)) {
        if (!settings.get(config::keys::enableTelephonyProtocolRateLimit)) return {};
        most = std::size_t(settings.get(config::keys::telephonyProtocolRateLimit));
        time = std::chrono::seconds(settings.get(config::keys::telephonyProtocolTimeLimit));
    }
    auto& passed = passed_[isCall(link)];
    const auto now = clock_.now();
    while (!passed.empty() && passed.front() + time <= now) passed.pop_front();
    if (passed.size() >= most) {
        return core::fail(ErrorCode::Busy, "Opening a link",
                          "too many came in the last " +
                              std::to_string(time / core::Milliseconds(1000)) + " seconds",
                          "Wait a moment, and be careful with the page that opened them.");
    }
    passed.push_back(now);
    return {};
}

bool LinkGate::asksFirst(const ProtocolLink& link, const config::Settings& settings) {
    if (!isCall(link)) return false;
    const auto parameter = link.scheme == "clicktocall" ? config::keys::asksBeforeClickToCall
                                                        : config::keys::asksBeforeDialling;
    return settings.get(parameter);
}

}  // namespace sidetone::client
