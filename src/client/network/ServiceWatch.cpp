// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/network/ServiceWatch.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace sidetone::client {

namespace {

constexpr std::chrono::seconds soonest{15};
constexpr std::chrono::seconds latest{3600};

/// Where the records lead, whatever their order and time to live.
std::set<std::tuple<int, int, int, std::string>> meaning(
    const std::vector<net::SrvRecord>& records) {
    std::set<std::tuple<int, int, int, std::string>> set;
    for (const auto& one : records) set.emplace(one.priority, one.weight, one.port, one.target);
    return set;
}

}  // namespace

ServiceWatch::ServiceWatch(Ports ports, std::function<void()> changed)
    : ports_(ports), changed_(std::move(changed)) {}

void ServiceWatch::watch(std::vector<Watched> watched, core::Milliseconds refetch) {
    stop();
    watched_ = std::move(watched);
    if (refetch > core::Milliseconds(0)) refetch_ = ports_.clock.after(refetch, changed_);
    arm();
}

void ServiceWatch::stop() {
    next_.stop();
    refetch_.stop();
    owner_.cancelAll();
    watched_.clear();
}

void ServiceWatch::arm() {
    if (watched_.empty()) return;
    auto wait = latest;
    for (const auto& one : watched_) {
        for (const auto& record : one.records) wait = std::min(wait, record.timeToLive);
    }
    next_ = ports_.clock.after(std::max(wait, soonest), [this] { ask(); });
}

void ServiceWatch::ask() {
    for (const auto& one : watched_) {
        ports_.resolver.srv(one.name).then(
            owner_, [this, name = one.name](core::Result<std::vector<net::SrvRecord>> answer) {
                answered(name, std::move(answer));
            });
    }
    arm();
}

void ServiceWatch::answered(const std::string& name,
                            core::Result<std::vector<net::SrvRecord>> answer) {
    // No answer is no change: what is connected stays so.
    if (!answer && answer.error().code != core::ErrorCode::NotFound) return;
    const auto at = std::find_if(watched_.begin(), watched_.end(),
                                 [&](const Watched& one) { return one.name == name; });
    if (at == watched_.end()) return;
    // Nothing under this name from the beginning: the records were found under another one (the
    // pinpoint zone), which only a new sign-in finds again.
    if (!answer && !at->isSeen) {
        watched_.erase(at);
        return;
    }
    at->isSeen = true;
    const auto now = answer ? std::move(*answer) : std::vector<net::SrvRecord>();
    if (meaning(now) == meaning(at->records)) return;
    at->records = now;
    ports_.log.write(core::LogLevel::Info, "services", name + " leads elsewhere now");
    const auto tell = changed_;
    tell();
}

}  // namespace sidetone::client
