// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/doctor/DnsCheck.h"

#include <QHostAddress>
#include <utility>

namespace sidetone::client {

using Level = CheckResult::Level;

namespace {

bool isNumeric(const std::string& host) {
    return !QHostAddress(QString::fromStdString(host)).isNull();
}

}  // namespace

CheckResult judgeDesign(const ZoneView& view, const std::string& domain) {
    CheckResult result;
    result.check = "dns-design";
    result.title = "DNS design of " + domain;
    const bool isInside = view.hasCiscoUds || view.hasCupLogin;
    if (!view.isAnswered) {
        result.level = Level::Bad;
        result.sentence = "No name server answered, so the design is not known.";
        result.advice = "Check the network connection and its name servers.";
        result.row = "SRV-08";
    } else if (view.hasPinpoint) {
        result.sentence = "Separate domains with a pinpoint zone: cisco-internal." + domain +
                          " names the servers inside.";
        result.level = Level::Warning;
        result.advice = "Newer clients use VoiceServicesDomain instead of a pinpoint zone.";
    } else if (view.hasOtherVoiceDomain && isInside) {
        result.sentence =
            "Separate domains: VoiceServicesDomain names the servers in " + domain + ".";
    } else if (isInside && view.hasCollabEdge) {
        result.level = Level::Warning;
        result.sentence =
            "One domain, not split-brain: the same name servers name the servers "
            "inside and the edge outside.";
        result.advice =
            "It tells everybody about the servers inside; two views of the zone do not.";
    } else if (isInside) {
        result.sentence = "One domain, split-brain, seen from inside: " + domain +
                          " names the servers inside and no edge.";
    } else if (view.hasCollabEdge) {
        result.sentence = "Seen from outside: " + domain + " names its edge alone.";
    } else {
        result.level = Level::Bad;
        result.sentence = domain + " names no servers: no _cisco-uds, _cuplogin or _collab-edge.";
        result.advice = "Publish _cisco-uds._tcp." + domain + " inside and _collab-edge._tls." +
                        domain + " outside.";
        result.row = "DISC-01";
    }
    return result;
}

void DnsCheck::run(const CheckContext& context, Done done) {
    done_ = std::move(done);
    const auto set = context.settings.get(config::keys::servicesDomain);
    const auto voice = context.settings.get(config::keys::voiceServicesDomain);
    const auto services = set.empty() ? context.address.domain() : set;
    domain_ = voice.empty() ? services : voice;
    view_.hasOtherVoiceDomain = !voice.empty() && voice != services;
    open_ = 1;
    ask(context, "_cisco-uds._tcp." + domain_, &ZoneView::hasCiscoUds);
    ask(context, "_cuplogin._tcp." + domain_, &ZoneView::hasCupLogin);
    ask(context, "_collab-edge._tls." + domain_, &ZoneView::hasCollabEdge);
    ask(context, "_cisco-uds._tcp.cisco-internal." + services, &ZoneView::hasPinpoint);
    finishOne();
}

void DnsCheck::ask(const CheckContext& context, const std::string& name, bool ZoneView::*field) {
    ++open_;
    context.platform.resolver->srv(name).then(owner_, [this, &context, name, field](auto records) {
        if (records || records.error().code == core::ErrorCode::NotFound) view_.isAnswered = true;
        if (records && !records->empty()) {
            view_.*field = true;
            for (const auto& record : *records) askTarget(context, name, record);
        }
        finishOne();
    });
}

void DnsCheck::askTarget(const CheckContext& context, const std::string& name,
                         const net::SrvRecord& record) {
    constexpr std::size_t mostTargets = 24;
    if (open_ > mostTargets) return;
    CheckResult result;
    result.check = "dns-target";
    result.title = name;
    if (isNumeric(record.target)) {
        result.level = name.starts_with("_collab-edge") ? Level::Bad : Level::Warning;
        result.sentence = "It names the address " + record.target + " instead of a host.";
        result.advice = "Name the host with its full name: its certificate is for that name.";
        result.row = "EDGE-02";
        results_.push_back(std::move(result));
        return;
    }
    ++open_;
    context.platform.resolver->addresses(record.target)
        .then(owner_, [this, result, target = record.target](auto addresses) mutable {
            if (!addresses || addresses->empty()) {
                result.level = Level::Bad;
                result.sentence = target + " has no address.";
                result.advice = "Publish its address, or take it out of the record.";
                results_.push_back(std::move(result));
            }
            finishOne();
        });
}

void DnsCheck::finishOne() {
    if (--open_ > 0) return;
    results_.insert(results_.begin(), judgeDesign(view_, domain_));
    if (auto done = std::exchange(done_, nullptr)) done(std::move(results_));
}

}  // namespace sidetone::client
