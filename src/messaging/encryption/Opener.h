// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>

#include "messaging/MessageGuard.h"
#include "messaging/encryption/EncryptionState.h"

namespace sidetone::messaging {

/// Decrypts what comes in. What cannot be read says why in words, and the broken session is begun
/// anew once, without a question to anybody. Each message goes into the history in one
/// transaction with the new state of its session, so that a crash loses neither. Protocol thread.
class Opener {
public:
    explicit Opener(EncryptionState& state) : state_(state) {}

    [[nodiscard]] bool concerns(const xmpp::ChatMessage& message) const;
    void open(xmpp::ChatMessage message, store::Origin origin, MessageGuard::Opening done);

private:
    struct Task;
    using TaskPointer = std::shared_ptr<Task>;
    [[nodiscard]] std::optional<Opened> answerWithoutKey(const Task& task);
    void openKey(const TaskPointer& task);
    void failed(const TaskPointer& task, const core::Error& error);
    void repair(const Task& task);
    void succeeded(const TaskPointer& task, const Ratchet::Decrypted& decrypted);
    [[nodiscard]] bool putText(Task& task, const std::string& text);
    [[nodiscard]] Opened notForThisDevice(const Task& task);
    [[nodiscard]] Opened unreadable(const Task& task, const std::string& why) const;

    EncryptionState& state_;
    std::set<DeviceAddress> repaired_;  ///< once for each run of the program
    core::Owner owner_;
};

}  // namespace sidetone::messaging
