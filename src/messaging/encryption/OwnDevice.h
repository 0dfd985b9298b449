// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>

#include "core/Clock.h"
#include "core/Log.h"
#include "core/Task.h"
#include "messaging/encryption/DeviceBook.h"
#include "messaging/encryption/Ratchet.h"
#include "xmpp/extensions/Pep.h"

namespace sidetone::messaging {

/// This device as others see it: makes its keys once, announces them in both schemes, puts itself
/// back into the list where another device dropped it, refills prekeys below 25, and changes the
/// signed one each week, keeping the one before. A server that fails at one of these is asked
/// again, after twice as long each time, because a device that is not announced can read nothing.
/// Protocol thread.
class OwnDevice {
public:
    struct Parts {
        core::Clock& clock;
        core::Log& log;
        xmpp::Pep& personal;
        core::Address self;
        KeyRing& keys;
        Ratchet& ratchet;
        DeviceBook& book;
        /// Puts on disk what changed; the continuation comes after that.
        std::function<void(std::function<void()>)> save;
        std::function<bool(Scheme)> allows;  ///< whether policy allows it
    };
    explicit OwnDevice(Parts parts);

    /// In each session: makes what is missing, and announces it.
    void announce();
    /// Policy wants no encryption: takes this device out of the lists, where it is in them.
    void withdraw();
    /// Our own list as it came from the server.
    void takeList(Scheme scheme);
    /// One of our prekeys was used; a fresh bundle goes out soon.
    void preKeyUsed();
    /// Since when this device has been in the server's list, so that others can encrypt for it;
    /// empty: nobody can.
    [[nodiscard]] std::optional<core::WallTime> announcedAt(Scheme scheme) const;
    /// Takes another device out of both lists.
    [[nodiscard]] core::Task<void> remove(std::uint32_t device);

private:
    [[nodiscard]] bool makeKeys();
    [[nodiscard]] bool makeKeys(Scheme scheme);
    void forgetUsedPreKeys(Scheme scheme);
    void announce(Scheme scheme);
    void announceLater(Scheme scheme, const core::Error& why);
    void publishBundle(Scheme scheme, std::function<void()> then);
    void publishList(Scheme scheme);
    void noteListed(Scheme scheme);
    [[nodiscard]] core::Task<void> remove(Scheme scheme, std::uint32_t device);
    using Devices = std::vector<xmpp::OmemoDevice>;
    [[nodiscard]] Devices listWithSelf(Devices listed) const;
    [[nodiscard]] core::Task<void> publish(Scheme scheme,
                                           const std::vector<xmpp::OmemoDevice>& devices);

    struct Again {
        int failures = 0;  ///< one after the other
        core::Timer timer;
    };

    Parts parts_;
    core::Timer refillTimer_;
    std::map<Scheme, Again> again_;
    bool isAnnounced_ = false;
    core::Owner owner_;
};

}  // namespace sidetone::messaging
