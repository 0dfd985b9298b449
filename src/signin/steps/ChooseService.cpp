// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/steps/ChooseService.h"

#include <algorithm>
#include <utility>

#include "config/keys.h"
#include "net/srvOrder.h"
#include "signin/discovery/decide.h"
#include "signin/discovery/rules.h"
#include "signin/words.h"

namespace sidetone::signin {

namespace {

using Servers = std::vector<net::Endpoint>;

constexpr std::uint16_t loginPort = 8443;
constexpr std::size_t mostServers = 32;

Servers inOrder(Context& context, std::vector<net::SrvRecord> records) {
    keepStrongest(records);
    Servers servers;
    for (const auto& record : net::orderByPreference(std::move(records), context.ports.random)) {
        const net::Endpoint server{record.target, record.port};
        if (std::find(servers.begin(), servers.end(), server) == servers.end()) {
            servers.push_back(server);
        }
        if (servers.size() == mostServers) break;
    }
    return servers;
}

Servers serversOf(Context& context, const Decision& decision) {
    if (decision.records != nullptr) {
        auto servers = inOrder(context, *decision.records);
        if (decision.way == Way::Edge) {
            std::erase_if(servers, [](const auto& one) { return !isFullName(one.host); });
        }
        return servers;
    }
    const auto& settings = context.found.settings;
    if (decision.way == Way::PresenceServer) {
        return serversIn(settings.get(config::keys::presenceServerAddress), loginPort);
    }
    return {};
}

std::string_view serviceOf(Way way) {
    switch (way) {
        case Way::CallManager:
            return "_cisco-uds: ";
        case Way::PresenceServer:
            return "presence server: ";
        case Way::Edge:
            return "_collab-edge: ";
        case Way::Cloud:
            return "the cloud";
        case Way::PhoneMode:
            return "call manager: ";
    }
    return {};
}

std::string remarkOn(const Servers& servers) {
    for (const auto& server : servers) {
        if (isFullName(server.host)) continue;
        return " " + server.host +
               " is no full host name: certificates of servers hold names, so this may fail.";
    }
    return {};
}

}  // namespace

std::string ChooseService::title(const Context& context) const {
    return "Choosing the service of " + context.found.servicesDomain;
}

bool ChooseService::isReady(const Context& context) const {
    return decide(context).state != Decision::State::Waiting;
}

void ChooseService::run(Context& context) {
    auto decision = decide(context);
    if (decision.state == Decision::State::Nothing) {
        failed(std::move(*decision.error));
        return;
    }
    auto& found = context.found;
    auto servers = serversOf(context, decision);
    const auto why = decision.why + remarkOn(servers);
    auto answer = std::string(serviceOf(decision.way)) + listed(servers);
    if (decision.way == Way::PhoneMode) answer += found.settings.get(config::keys::tftpServer1);
    found.chosenBy = decision.by;
    if (decision.way == Way::PresenceServer) {
        found.loginServers = std::move(servers);
    } else if (decision.way == Way::Edge) {
        found.edgeServers = std::move(servers);
    } else {
        found.udsServers = std::move(servers);
    }
    found.way = decision.way;
    done(answer, why);
}

}  // namespace sidetone::signin
