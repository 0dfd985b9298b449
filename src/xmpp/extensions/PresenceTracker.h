// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/Address.h"
#include "core/Clock.h"
#include "xmpp/Extension.h"
#include "xmpp/Jid.h"

namespace sidetone::xmpp {

/// `show` of RFC 6121 4.7.2.1; Offline stands for type unavailable.
enum class Show { Available, Chat, Away, ExtendedAway, DoNotDisturb, Offline };

/// What one device, or a person as a whole, says of its availability.
struct PresenceInfo {
    Show show = Show::Offline;
    std::string status;
    int priority = 0;  ///< -128 to 127
    /// Why, in a word that our own kind understands: `var` of a customstatus element
    /// (reference/messaging.md 4.3); empty: nothing is said.
    std::string activity{};
    std::optional<core::WallTime> idleSince{};  ///< XEP-0319, or XEP-0256
    friend bool operator==(const PresenceInfo&, const PresenceInfo&) = default;
};

/// What a presence stanza says; Offline for one of type unavailable. `now` is what an idle time
/// that is told in seconds counts from.
[[nodiscard]] PresenceInfo readPresence(const core::XmlElement& stanza, core::WallTime now = {});
/// The presence stanza that says it, to nobody in particular.
[[nodiscard]] core::XmlElement writePresence(const PresenceInfo& info, core::WallTime now = {});

/// Our own presence and that of others (RFC 6121 3 and 4). Protocol thread.
class PresenceTracker : public QObject, public Extension {
    Q_OBJECT
public:
    explicit PresenceTracker(Session& session);
    ~PresenceTracker() override;

    /// Says it now where online, and at each new session. With the priorities of
    /// reference/messaging.md 4.3: equal ones on all devices that are present.
    void setOwn(PresenceInfo presence);
    [[nodiscard]] const PresenceInfo& own() const { return own_; }
    /// Added to each presence of ours, such as capabilities (XEP-0115).
    void setExtra(core::XmlElement element);
    [[nodiscard]] const core::XmlElement& extra() const { return extra_; }

    /// One device of a person.
    struct Device {
        PresenceInfo info;
        core::Instant since;
        std::string software{};  ///< "node#ver" of its capabilities (XEP-0115); may be empty
    };
    using Devices = std::map<std::string, Device>;  ///< by resource
    /// The devices of a person that are present; null where there is none.
    [[nodiscard]] const Devices* of(const core::Address& person) const;
    /// Full addresses of a person's devices that are present.
    [[nodiscard]] std::vector<std::string> devices(const core::Address& person) const;

    /// Every device that is present: its full address, and when it last said so.
    void forEachDevice(const std::function<void(const std::string&, core::Instant)>& visit) const;
    /// That device turned out to be gone, though nobody said so.
    void forget(const Jid& device);

    /// Asks to see a person's presence / stops seeing it.
    void subscribe(const core::Address& person);
    void unsubscribe(const core::Address& person);
    /// Tells one person that we are gone / what we tell everybody.
    void hideFrom(const core::Address& person);
    void showTo(const core::Address& person);
    /// Answers a request: the person may see ours / may not or no more.
    void approve(const core::Address& person);
    void deny(const core::Address& person);

    void sessionStarted() override;
    void sessionEnded() override;
    bool takePresence(const core::XmlElement& stanza) override;

Q_SIGNALS:
    void changed(const sidetone::core::Address& person);
    /// All that was known is void: a session ended or a new one began.
    void reset();
    void subscriptionRequested(const sidetone::core::Address& person, const std::string& text);

private:
    void sendOwn(const core::Address& person = {});
    void sendTo(const core::Address& person, const char* type);

    PresenceInfo own_{Show::Available, {}, 1};
    core::XmlElement extra_;
    std::map<core::Address, Devices> people_;
};

}  // namespace sidetone::xmpp
