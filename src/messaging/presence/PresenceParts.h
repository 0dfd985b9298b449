// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "messaging/ContactList.h"
#include "messaging/presence/ActivityPublisher.h"
#include "messaging/presence/OwnPresence.h"
#include "messaging/presence/Phones.h"
#include "messaging/presence/Privacy.h"
#include "xmpp/Extensions.h"

namespace sidetone::messaging {

/// Presence of ourselves and of others, joined to the session's life. What is known of others
/// holds over a short loss of the connection; after 5 s without one they are unknown until the
/// session is resumed, or until they are seen in a new one. Protocol thread.
class PresenceParts : public QObject {
    Q_OBJECT
public:
    PresenceParts(core::Clock& clock, xmpp::Session& session, xmpp::Extensions& extensions,
                  ContactList& contacts);

    [[nodiscard]] OwnPresence& own() { return own_; }
    [[nodiscard]] Privacy& privacy() { return privacy_; }
    /// Offline while there is no session, whatever was chosen.
    [[nodiscard]] Presence presence() const;

Q_SIGNALS:
    void ownChanged();

private:
    /// Hears when the session is over for good.
    class Watch;
    void sessionChanged();
    void setLink(ContactList::Link link);

    core::Clock& clock_;
    xmpp::Session& session_;
    ContactList& contacts_;
    ActivityPublisher publisher_;
    OwnPresence own_;
    Privacy privacy_;
    Phones phones_;
    ContactList::Link link_ = ContactList::Link::Down;
    core::Timer patience_;
    std::unique_ptr<xmpp::Extension> watch_;
};

}  // namespace sidetone::messaging
