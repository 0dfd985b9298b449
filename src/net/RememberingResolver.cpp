// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/RememberingResolver.h"

#include <memory>
#include <utility>

#include "core/text.h"

namespace sidetone::net {
namespace {

constexpr core::Milliseconds patience{400};
constexpr std::size_t mostHosts = 256;

}  // namespace

/// One question that is open, and the timer after which memory answers it.
struct RememberingResolver::Question {
    core::Promise<std::vector<std::string>> promise;
    core::Timer timer;
};

core::Task<std::vector<SrvRecord>> RememberingResolver::srv(std::string name) {
    return real_.srv(std::move(name));
}

std::vector<std::string> RememberingResolver::nameServers() const {
    return real_.nameServers();
}

core::Task<std::vector<std::string>> RememberingResolver::addresses(std::string host) {
    const auto question = std::make_shared<Question>();
    auto task = question->promise.task();
    const auto name = core::lowerAscii(host);
    const auto old = known_.find(name);
    if (old != known_.end()) {
        const auto answer = [this, weak = std::weak_ptr(question), last = old->second] {
            isSilent_ = true;
            if (const auto live = weak.lock()) live->promise.settle(last);
        };
        question->timer = clock_.after(isSilent_ ? core::Milliseconds(0) : patience, answer);
    }
    // The real answer is waited for in any case: it is the memory of the next time.
    real_.addresses(std::move(host))
        .then(owner_, [this, name, question](core::Result<std::vector<std::string>> answer) {
            question->timer.stop();
            const auto known = known_.find(name);
            if (answer) {
                isSilent_ = false;
                keep(name, *answer);
            } else if (answer.error().code == core::ErrorCode::NotFound) {
                known_.erase(name);
            } else if (known != known_.end()) {
                question->promise.settle(known->second);
                return;
            }
            question->promise.settle(std::move(answer));
        });
    return task;
}

void RememberingResolver::learn(const KnownHosts& hosts) {
    for (const auto& [host, addresses] : hosts) {
        if (!known_.contains(host)) keep(host, addresses);
    }
}

void RememberingResolver::keep(const std::string& host, const std::vector<std::string>& addresses) {
    const bool isNumber = addresses.size() == 1 && addresses.front() == host;
    if (addresses.empty() || isNumber) return;
    if (known_.size() >= mostHosts && !known_.contains(host)) return;
    known_[host] = addresses;
}

}  // namespace sidetone::net
