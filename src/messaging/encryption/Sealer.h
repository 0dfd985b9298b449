// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <memory>

#include "messaging/MessageGuard.h"
#include "messaging/encryption/EncryptionState.h"
#include "messaging/encryption/RoomPeople.h"

namespace sidetone::messaging {

/// Encrypts what goes out, one message after the other in each conversation.
///
/// States of a message: waiting for those before it; asking who the people are (rooms); asking for
/// their devices; asking for keys until all that count have a session or are known to have no
/// keys; writing the new state of the sessions to the disk; handed over. Protocol thread.
class Sealer {
public:
    Sealer(EncryptionState& state, RoomPeople& rooms) : state_(state), rooms_(rooms) {}

    void seal(const xmpp::ChatMessage& message, std::int64_t id, MessageGuard::Sealed done);

private:
    struct Job;
    using JobPointer = std::shared_ptr<Job>;
    void begin(const core::Address& peer);
    void findPeople(const JobPointer& job);
    void findDevices(const JobPointer& job);
    void findKeys(const JobPointer& job);
    void decideFor(const JobPointer& job, const Recipients& recipients);
    void encrypt(const JobPointer& job, const Outcome& outcome, const Recipients& recipients);
    void write(const JobPointer& job, const xmpp::OmemoMessage& message);
    void finish(const JobPointer& job, core::Result<core::XmlElement> stanza);

    EncryptionState& state_;
    RoomPeople& rooms_;
    std::map<core::Address, std::deque<JobPointer>> jobs_;  ///< the first is under way
    std::map<core::Address, bool> wasEncrypted_;
    core::Owner owner_;
};

}  // namespace sidetone::messaging
