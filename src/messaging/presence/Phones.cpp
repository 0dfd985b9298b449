// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/presence/Phones.h"

#include <utility>

namespace sidetone::messaging {
namespace {

/// Anybody can name as many as they like.
constexpr std::size_t mostSoftware = 1'000;

}  // namespace

Phones::Phones(xmpp::PresenceTracker& tracker, xmpp::DiscoClient& others,
               std::function<void(const core::Address&)> learnt)
    : tracker_(tracker), others_(others), learnt_(std::move(learnt)) {}

bool Phones::isPhone(const std::string& software) const {
    const auto found = known_.find(software);
    return found != known_.end() && found->second;
}

void Phones::look(const core::Address& person) {
    const auto* devices = tracker_.of(person);
    if (devices == nullptr) return;
    for (const auto& [resource, device] : *devices) {
        if (device.software.empty() || known_.contains(device.software)) continue;
        auto& waiting = asked_[device.software];
        waiting.insert(person);
        if (waiting.size() > 1) continue;
        ask(person, person.text() + "/" + resource, device.software);
    }
}

void Phones::ask(const core::Address& person, const std::string& device,
                 const std::string& software) {
    if (known_.size() + asked_.size() > mostSoftware) {
        asked_.erase(software);
        return;
    }
    others_.info(device, software)
        .then(owner_, [this, person, software](const core::Result<xmpp::DiscoInfo>& info) {
            const auto waiting = std::exchange(asked_[software], {});
            asked_.erase(software);
            // Who went meanwhile answers nothing: the next one with it is asked.
            if (!info) return;
            known_[software] = info->is("client", "phone");
            if (!known_[software]) return;
            for (const auto& one : waiting) learnt_(one);
        });
}

void Phones::reset() {
    owner_.cancelAll();
    asked_.clear();
}

}  // namespace sidetone::messaging
