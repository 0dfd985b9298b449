// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/peer/PeerDevices.h"

#include "xmpp/namespaces.h"

namespace sidetone::messaging {
namespace {

xmpp::Jid deviceOf(const core::Address& person, const std::string& resource) {
    xmpp::Jid jid(person);
    jid.resource = resource;
    return jid;
}

std::string kindOf(const xmpp::Jid& device, const xmpp::PresenceTracker::Device& seen) {
    return seen.software.empty() ? device.text() : seen.software;
}

}  // namespace

void PeerDevices::ask(const core::Address& person) {
    const auto* devices = presence_.of(person);
    if (devices == nullptr) return;
    for (const auto& [resource, seen] : *devices) {
        const auto device = deviceOf(person, resource);
        const auto kind = kindOf(device, seen);
        if (!answers_.try_emplace(kind, Answer::Asked).second) continue;
        others_.info(device.text())
            .then(owner_, [this, kind](const core::Result<xmpp::DiscoInfo>& info) {
                answered(kind, info);
            });
    }
}

void PeerDevices::answered(const std::string& kind, const core::Result<xmpp::DiscoInfo>& info) {
    answers_[kind] = info && info->has(xmpp::ns::fileProfile) ? Answer::Yes : Answer::No;
    auto waiting = std::exchange(waiting_, {});
    for (auto& [person, callback] : waiting) {
        if (isKnown(person)) {
            callback();
        } else {
            waiting_.emplace_back(person, std::move(callback));
        }
    }
    // Who did not answer may be asked once more.
    if (!info) answers_.erase(kind);
    changed_();
}

bool PeerDevices::isKnown(const core::Address& person) const {
    const auto* devices = presence_.of(person);
    if (devices == nullptr) return true;
    for (const auto& [resource, seen] : *devices) {
        const auto found = answers_.find(kindOf(deviceOf(person, resource), seen));
        if (found == answers_.end() || found->second == Answer::Asked) return false;
    }
    return true;
}

void PeerDevices::whenKnown(const core::Address& person, std::function<void()> callback) {
    ask(person);
    if (isKnown(person)) return callback();
    waiting_.emplace_back(person, std::move(callback));
}

xmpp::Jid PeerDevices::best(const core::Address& person) const {
    const auto* devices = presence_.of(person);
    if (devices == nullptr) return {};
    const xmpp::PresenceTracker::Device* latest = nullptr;
    xmpp::Jid found;
    for (const auto& [resource, seen] : *devices) {
        const auto device = deviceOf(person, resource);
        const auto answer = answers_.find(kindOf(device, seen));
        if (answer == answers_.end() || answer->second != Answer::Yes) continue;
        if (latest != nullptr && latest->since >= seen.since) continue;
        latest = &seen;
        found = device;
    }
    return found;
}

bool PeerDevices::isPresent(const xmpp::Jid& device) const {
    const auto* devices = presence_.of(device.address());
    return devices != nullptr && devices->contains(device.resource);
}

}  // namespace sidetone::messaging
