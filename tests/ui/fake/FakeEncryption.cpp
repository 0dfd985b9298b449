// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake/FakeEncryption.h"

#include <algorithm>

#include "fake/FakeClient.h"

namespace sidetone::test {

messaging::ConversationLock FakeEncryption::lock(const core::Address& peer) const {
    const auto found = locks_.find(peer);
    if (found != locks_.end()) return found->second;
    messaging::ConversationLock open;
    open.canBeChanged = trouble.empty();
    open.sentence = "Servers on the way can read this.";
    return open;
}

void FakeEncryption::setEncrypted(const core::Address& peer, bool isEncrypted) {
    client_.log.push_back((isEncrypted ? "encrypt " : "plain ") + peer.text());
    auto changed = lock(peer);
    changed.protection = isEncrypted ? messaging::Protection::Omemo : messaging::Protection::None;
    changed.sentence = isEncrypted ? "Only you and " + client_.nameOf(peer) + " can read this."
                                   : "Servers on the way can read this.";
    putLock(peer, changed);
}

core::Task<std::vector<messaging::EncryptionDevice>> FakeEncryption::devices(
    const core::Address& peer) {
    return core::Task<std::vector<messaging::EncryptionDevice>>::ready(devices_[peer]);
}

void FakeEncryption::setTrust(const core::Address& owner, std::uint32_t device,
                              messaging::Trust trust) {
    client_.log.push_back("trust " + std::to_string(device) + " " +
                          std::to_string(static_cast<int>(trust)));
    for (auto& each : devices_[owner]) {
        if (each.id == device) each.trust = trust;
    }
    auto lock = locks_[owner];
    lock.hasNewDevices =
        std::any_of(devices_[owner].begin(), devices_[owner].end(),
                    [](const auto& each) { return each.trust == messaging::Trust::Undecided; });
    putLock(owner, lock);
    Q_EMIT devicesChanged(owner);
}

std::string FakeEncryption::ownLink() const {
    return "xmpp:robin.keller@office.example?omemo-sid-1842="
           "3f6a01c29be77d5e40128acbd9f3547161ee08b2a7c4d5f09318e6427bcdaa10";
}

core::Task<void> FakeEncryption::removeOwnDevice(std::uint32_t device) {
    client_.log.push_back("removeDevice " + std::to_string(device));
    auto& ours = devices_[client_.self()];
    std::erase_if(ours, [device](const auto& each) { return each.id == device; });
    Q_EMIT devicesChanged(client_.self());
    return core::Task<void>::ready({});
}

void FakeEncryption::putLock(const core::Address& peer, const messaging::ConversationLock& lock) {
    locks_[peer] = lock;
    Q_EMIT lockChanged(peer);
}

void FakeEncryption::putDevices(const core::Address& peer,
                                std::vector<messaging::EncryptionDevice> devices) {
    devices_[peer] = std::move(devices);
    Q_EMIT devicesChanged(peer);
}

}  // namespace sidetone::test
