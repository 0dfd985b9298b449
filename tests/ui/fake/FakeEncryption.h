// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "messaging/EncryptionControl.h"

namespace sidetone::test {

class FakeClient;

/// Locks and devices as the test puts them.
class FakeEncryption final : public messaging::EncryptionControl {
    Q_OBJECT
public:
    explicit FakeEncryption(FakeClient& client) : client_(client) {}

    [[nodiscard]] std::string whyNot() const override { return trouble; }
    [[nodiscard]] messaging::ConversationLock lock(const core::Address& peer) const override;
    void setEncrypted(const core::Address& peer, bool isEncrypted) override;
    [[nodiscard]] core::Task<std::vector<messaging::EncryptionDevice>> devices(
        const core::Address& peer) override;
    void setTrust(const core::Address& owner, std::uint32_t device,
                  messaging::Trust trust) override;
    [[nodiscard]] std::string ownLink() const override;
    [[nodiscard]] core::Task<void> removeOwnDevice(std::uint32_t device) override;

    void putLock(const core::Address& peer, const messaging::ConversationLock& lock);
    void putDevices(const core::Address& peer, std::vector<messaging::EncryptionDevice> devices);
    std::string trouble;

private:
    FakeClient& client_;
    std::map<core::Address, messaging::ConversationLock> locks_;
    std::map<core::Address, std::vector<messaging::EncryptionDevice>> devices_;
};

}  // namespace sidetone::test
