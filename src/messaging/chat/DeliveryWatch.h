// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <vector>

#include "core/Clock.h"
#include "core/Task.h"
#include "messaging/Message.h"
#include "messaging/Outbox.h"
#include "messaging/presence/DeviceProbe.h"
#include "store/History.h"

namespace sidetone::messaging {

/// Looks after messages that a server acknowledged and then lost: a node of a cluster that dies
/// has acknowledged what it had not yet handed to the other node or to an archive, and messages to
/// somebody on a dead node go nowhere until the others have noticed. Only the receipt of the
/// peer's device (XEP-0184) proves the arrival. What has none 10 s after it was sent is sent again,
/// with the id that it had, so that the other side knows the copy,
///
/// * where a later message to that person was confirmed, since a device gets them in order;
/// * where a device that answers receipts, asked after the message was sent, answers, and 3 s
///   later there is still no receipt. No other device may be there: a program without receipts
///   might show a copy.
///
/// Only messages of this program's run are looked after, to people of whom a device was there when
/// the server took them: a program that fetches the rest from its archive sends no receipts for it
/// and might show the copy (Gajim 1.7). Each message is sent again three
/// times at most while the program runs, with waits that grow by four; what is older than three
/// days is left alone. Protocol thread.
///
/// States: idle, waiting (timer_ runs for the people in due_), looking (the store is asked); beside
/// them, for each person, asking devices, then waiting for receipts (in heard_).
class DeliveryWatch {
public:
    struct Parts {
        core::Clock& clock;
        xmpp::PresenceTracker& tracker;
        DeviceProbe& probe;
        store::History& history;
        Outbox& outbox;
    };
    explicit DeliveryWatch(Parts parts) : parts_(parts) {}

    /// The archive of this session was read: from now on something may be sent again.
    void open();
    void presenceChanged(const core::Address& peer);
    /// A message was changed in the history.
    void noticed(const Message& message);
    /// The session ended.
    void reset();

private:
    struct Tries {
        int count = 0;
        core::Instant next;
    };
    void forget(std::int64_t id);
    void arm(const core::Address& peer);
    void look();
    /// Sends again what is lost; true where the peer's devices must be asked.
    [[nodiscard]] bool decide(const store::Unconfirmed& unconfirmed, bool isHeard);
    void askDevices(const core::Address& peer);
    void sendAgain(const store::StoredMessage& message);

    Parts parts_;
    bool isOpen_ = false;
    bool mayBeMissing_ = true;  ///< since a look found nothing at all, something was sent
    std::set<core::Address> due_;
    std::set<core::Address> asking_;
    std::map<core::Address, core::WallTime> heard_;  ///< a device answered what was asked then
    std::map<std::int64_t, Tries> tries_;            ///< by the message's id
    std::set<std::int64_t> watched_;                 ///< messages that had a device to go to
    core::Timer timer_;
    core::Owner owner_;  ///< ends with the session
};

}  // namespace sidetone::messaging
