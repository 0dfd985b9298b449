// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "core/Clock.h"
#include "core/Task.h"
#include "messaging/encryption/DeviceBook.h"
#include "messaging/encryption/Ratchet.h"

namespace sidetone::xmpp {
class Session;
}

namespace sidetone::messaging {

/// Gets device lists and keys of others from their accounts, and begins sessions with them. A list
/// is asked for once for each session and then comes by itself (PEP), or again after 10 minutes
/// where it may not; an empty one after 4 seconds, then after twice as long each time; a device
/// whose keys cannot be had is left in peace for a minute. Protocol thread.
class KeyFinder {
public:
    struct Parts {
        core::Clock& clock;
        core::Random& random;
        xmpp::Session& session;
        DeviceBook& book;
        Ratchet& ratchet;
        /// Something about that person's devices is new.
        std::function<void(const core::Address&)> changed;
        /// A key was seen for the first time, or instead of another one.
        std::function<void(const DeviceAddress&, DeviceBook::News)> learnt;
    };
    explicit KeyFinder(Parts parts);

    using Done = std::function<void(core::Status)>;
    /// The lists of these people are known, in both schemes. Unavailable: there is no session.
    void findLists(const std::vector<core::Address>& people, Done done);
    /// A list came by itself.
    void takeList(const core::Address& owner, Scheme scheme, const core::XmlElement& list);
    /// There are sessions with all of these devices that have keys and that our person trusts.
    void findSessions(const std::vector<DeviceAddress>& devices, Done done);
    /// Begins a new session with a device in place of a broken one.
    void repair(const DeviceAddress& device, Done done);
    /// A session showed this key of a device.
    void learn(const DeviceAddress& device, const std::string& identity);
    /// Whether anything was ever heard of that person's devices.
    [[nodiscard]] bool isKnown(const core::Address& owner) const;
    /// Its keys could not be had.
    [[nodiscard]] bool isWithout(const DeviceAddress& device) const;
    /// A new session with our server: what was asked is asked again.
    void reset();

private:
    using ListName = std::pair<core::Address, Scheme>;
    struct Gathering;
    void findList(const ListName& name, const std::shared_ptr<Gathering>& gathering);
    struct Without {
        int retries = 0;
        core::Timer timer;  ///< until the next one
    };
    void noteWithout(const DeviceAddress& device);
    void fetchBundle(const DeviceAddress& device, const std::shared_ptr<Gathering>& gathering);
    [[nodiscard]] bool took(const DeviceAddress& device, const core::XmlElement& answer);
    [[nodiscard]] bool isFresh(const ListName& name) const;

    Parts parts_;
    struct Asked {
        core::Instant when;
        int emptyAnswers = 0;  ///< one after the other
    };
    std::map<ListName, Asked> asked_;
    std::map<DeviceAddress, Without> without_;  ///< devices whose keys could not be had
    core::Owner owner_;
};

}  // namespace sidetone::messaging
