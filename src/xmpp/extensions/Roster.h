// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <map>
#include <string>
#include <vector>

#include "core/Address.h"
#include "core/Task.h"
#include "xmpp/Extension.h"

namespace sidetone::xmpp {

/// Who sees whose presence (RFC 6121 2.1.2.5).
enum class Subscription { None, To, From, Both };

/// One entry of the contact list on the server.
struct RosterItem {
    core::Address address;
    std::string name;
    std::vector<std::string> groups;
    Subscription subscription = Subscription::None;
    bool asked = false;  ///< our request to see their presence is unanswered

    [[nodiscard]] bool seesThem() const {
        return subscription == Subscription::To || subscription == Subscription::Both;
    }
    friend bool operator==(const RosterItem&, const RosterItem&) = default;
};

/// The contact list (RFC 6121 2), with versions so that an unchanged list is not sent again
/// (XEP-0237). Pushes count only from our own account or server. Protocol thread.
class Roster : public QObject, public Extension {
    Q_OBJECT
public:
    explicit Roster(Session& session);
    ~Roster() override;

    /// What was kept of an earlier session, before start().
    void restore(std::string version, std::vector<RosterItem> items);
    /// The version of items(), to be kept with them; empty where the server has none.
    [[nodiscard]] const std::string& version() const { return version_; }
    [[nodiscard]] const std::map<core::Address, RosterItem>& items() const { return items_; }
    /// Null where not in the list.
    [[nodiscard]] const RosterItem* find(const core::Address& address) const;
    /// The server has given or confirmed the list in this session.
    [[nodiscard]] bool isLoaded() const { return loaded_; }

    /// Adds or changes an entry's name and groups; the change is signalled when the server
    /// pushes it.
    [[nodiscard]] core::Task<void> set(const core::Address& address, const std::string& name,
                                       const std::vector<std::string>& groups);
    /// Removes the entry and ends the subscriptions of both directions.
    [[nodiscard]] core::Task<void> remove(const core::Address& address);

    void sessionStarted() override;
    void sessionEnded() override;
    std::optional<IqAnswer> takeRequest(const core::XmlElement& iq) override;

Q_SIGNALS:
    /// The server gave the whole list, or confirmed the restored one.
    void loaded();
    void itemChanged(const sidetone::core::Address& address);
    void itemRemoved(const sidetone::core::Address& address);

private:
    void readAll(const core::XmlElement& query);
    void apply(const core::XmlElement& item);

    std::map<core::Address, RosterItem> items_;
    std::string version_;
    bool loaded_ = false;
    core::Owner owner_;
};

}  // namespace sidetone::xmpp
