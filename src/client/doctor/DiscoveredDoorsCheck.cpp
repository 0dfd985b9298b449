// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/doctor/DiscoveredDoorsCheck.h"

#include <utility>

namespace sidetone::client {
namespace {

/// Against a zone that names thousands.
constexpr std::size_t mostDoors = 12;
constexpr std::uint16_t filesPlain = 6970;

}  // namespace

void DiscoveredDoorsCheck::run(const CheckContext& context, Done done) {
    done_ = std::move(done);
    const auto voice = context.settings.get(config::keys::voiceServicesDomain);
    const auto services = context.settings.get(config::keys::servicesDomain);
    domain_ = !voice.empty() ? voice : !services.empty() ? services : context.address.domain();
    open_ = 1;
    ask(context, "_cisco-uds._tcp.", Door::Kind::Https, "User Data Services");
    ask(context, "_collab-edge._tls.", Door::Kind::Https, "configuration through the edge");
    ask(context, "_xmpp-client._tcp.", Door::Kind::XmppStartTls, "messages and presence");
    finishOne();
}

void DiscoveredDoorsCheck::ask(const CheckContext& context, const std::string& service,
                               Door::Kind kind, const std::string& purpose) {
    ++open_;
    context.platform.resolver->srv(service + domain_)
        .then(owner_, [this, &context, kind,
                       purpose](const core::Result<std::vector<net::SrvRecord>>& records) {
            for (const auto& record : records ? *records : std::vector<net::SrvRecord>()) {
                Door door;
                door.server = {record.target, record.port};
                door.kind = kind;
                door.purpose = purpose;
                if (kind == Door::Kind::XmppStartTls) door.peer = {{domain_}, "xmpp-client"};
                knock(context, door);
                if (purpose != "User Data Services") continue;
                knock(context, {{record.target, filesPlain},
                                Door::Kind::Plain,
                                "configuration files",
                                true,
                                {}});
            }
            finishOne();
        });
}

void DiscoveredDoorsCheck::knock(const CheckContext& context, Door door) {
    if (doors_.size() >= mostDoors) return;
    ++open_;
    doors_.push_back(std::make_unique<DoorCheck>(std::move(door)));
    doors_.back()->run(context, [this](std::vector<CheckResult> said) {
        for (auto& result : said) results_.push_back(std::move(result));
        finishOne();
    });
}

void DiscoveredDoorsCheck::finishOne() {
    if (--open_ > 0) return;
    if (auto done = std::exchange(done_, nullptr)) done(std::move(results_));
}

}  // namespace sidetone::client
