// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <set>
#include <string>

#include "core/Address.h"
#include "core/Task.h"
#include "xmpp/Extension.h"

namespace sidetone::xmpp {

/// Whom the server keeps from our account: by the blocking command (XEP-0191), or where a server
/// has only privacy lists (XEP-0016, IM&P: reference/messaging.md 6) by the list in force.
/// Protocol thread.
class Blocking : public QObject, public Extension {
    Q_OBJECT
public:
    /// How this server blocks.
    enum class Means { Unknown, Command, Lists, None };

    explicit Blocking(Session& session);
    ~Blocking() override;

    [[nodiscard]] Means means() const { return means_; }
    /// Kept over sessions: what was blocked stays blocked, whatever the connection does.
    [[nodiscard]] const std::set<core::Address>& blocked() const { return blocked_; }
    /// Done when the server has taken it; Unsupported where it cannot.
    [[nodiscard]] core::Task<void> block(const core::Address& address);
    [[nodiscard]] core::Task<void> unblock(const core::Address& address);

    void sessionStarted() override;
    void sessionEnded() override;
    std::optional<IqAnswer> takeRequest(const core::XmlElement& iq) override;

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] core::Task<void> command(const char* name, const core::Address& address);
    [[nodiscard]] core::Task<void> change(const core::Address& address, bool isBlocked);
    [[nodiscard]] core::Task<void> writeList(std::set<core::Address> blocked);
    [[nodiscard]] core::Task<void> set(core::XmlElement payload);
    void askForLists();
    void askForList(const std::string& name);
    void put(std::set<core::Address> blocked);

    Means means_ = Means::Unknown;
    std::set<core::Address> blocked_;
    std::string listName_;
    std::vector<core::XmlElement> otherItems_;  ///< of the list, which are not ours to change
    core::Owner owner_;
};

}  // namespace sidetone::xmpp
