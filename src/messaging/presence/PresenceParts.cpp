// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/presence/PresenceParts.h"

#include "xmpp/Session.h"
#include "xmpp/namespaces.h"

namespace sidetone::messaging {
namespace {

/// A change of the network is over in less.
constexpr core::Milliseconds patience{5'000};

}  // namespace

class PresenceParts::Watch final : public xmpp::Extension {
public:
    Watch(xmpp::Session& session, PresenceParts& parts) : Extension(session), parts_(parts) {}
    void sessionStarted() override {
        parts_.setLink(ContactList::Link::Up);
        parts_.publisher_.begin();
    }
    void sessionEnded() override {
        parts_.phones_.reset();
        parts_.setLink(ContactList::Link::Down);
    }

private:
    PresenceParts& parts_;
};

PresenceParts::PresenceParts(core::Clock& clock, xmpp::Session& session,
                             xmpp::Extensions& extensions, ContactList& contacts)
    : clock_(clock),
      session_(session),
      contacts_(contacts),
      publisher_(session, extensions.others, extensions.personal),
      own_(extensions.presence, publisher_),
      privacy_(extensions.blocking, extensions.presence,
               [this](const core::Address& person) { return contacts_.maySeeUs(person); }),
      phones_(extensions.presence, extensions.others,
              [&contacts](const core::Address& person) { contacts.noteChange(person); }),
      watch_(std::make_unique<Watch>(session, *this)) {
    extensions.watch(xmpp::ns::userActivity, [this](const xmpp::PepEvent& event) {
        const auto activity =
            event.items.empty() ? std::nullopt : xmpp::readActivity(event.items.back().payload);
        contacts_.setPublished(event.from, activity.value_or(xmpp::UserActivity()));
    });
    contacts_.setPhones([this](const std::string& software) { return phones_.isPhone(software); });
    connect(&extensions.presence, &xmpp::PresenceTracker::changed, this,
            [this](const core::Address& person) {
                if (contacts_.find(person)) phones_.look(person);
            });
    connect(&session_, &xmpp::Session::stateChanged, this, &PresenceParts::sessionChanged);
    connect(&session_, &xmpp::Session::resumed, this, [this] { setLink(ContactList::Link::Up); });
    connect(&contacts_, &ContactList::subscriptionRequested, &privacy_, &Privacy::requested);
    connect(&own_, &OwnPresence::changed, this, &PresenceParts::ownChanged);
    connect(&own_, &OwnPresence::serverReadsCalendars, &contacts_,
            [this](bool reads) { contacts_.setAbsent(reads ? Absent::MayMeet : Absent::Silent); });
}

Presence PresenceParts::presence() const {
    if (link_ == ContactList::Link::Down) return {Availability::Offline, {}};
    return own_.presence();
}

void PresenceParts::sessionChanged() {
    if (session_.state() == xmpp::SessionState::Online) return patience_.stop();
    if (link_ != ContactList::Link::Up || patience_.isSet()) return;
    patience_ = clock_.after(patience, [this] { setLink(ContactList::Link::Lost); });
}

void PresenceParts::setLink(ContactList::Link link) {
    patience_.stop();
    if (link_ == link) return;
    link_ = link;
    contacts_.setLink(link);
    Q_EMIT ownChanged();
}

}  // namespace sidetone::messaging
