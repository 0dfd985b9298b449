// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ChatController.h"

#include "models/words.h"

namespace sidetone::desktop {
namespace {

/// After this long without a key the other side hears that we paused (XEP-0085 5.1).
constexpr core::Milliseconds typingPause{5000};

}  // namespace

ChatController::ChatController(client::Client& client, core::Clock& clock, QObject* parent)
    : QObject(parent), client_(client), clock_(clock), messages_(client, clock) {
    using client::Client;
    connect(&client_, &Client::contactChanged, this, [this](const core::Address& who) {
        if (who == peer_) Q_EMIT presenceChanged();
    });
    connect(&client_, &Client::contactsChanged, this, &ChatController::presenceChanged);
    connect(&client_, &Client::chatStateChanged, this,
            [this](const core::Address& who, messaging::ChatState state) {
                if (who == peer_) setPeerTyping(state == messaging::ChatState::Composing);
            });
    connect(&client_, &Client::messageAdded, this, [this](const messaging::Message& message) {
        if (message.peer != peer_ || message.direction != messaging::Direction::In) return;
        setPeerTyping(false);
        if (seen_) client_.markRead(peer_);
    });
    connect(&client_, &Client::stateChanged, this, [this] {
        if (client_.state() != client::ClientState::Ready) close();
    });
}

QString ChatController::address() const {
    return isOpen() ? toQt(peer_.text()) : QString();
}

QString ChatController::name() const {
    const auto contact = client_.contact(peer_);
    return contact && !contact->name.empty() ? toQt(contact->name).simplified() : address();
}

QString ChatController::initialLetters() const {
    return initials(name());
}
int ChatController::hueNumber() const {
    return hue(address());
}

messaging::Presence ChatController::peerPresence() const {
    const auto contact = client_.contact(peer_);
    return contact ? contact->presence : messaging::Presence{};
}

int ChatController::availability() const {
    return static_cast<int>(peerPresence().availability);
}
QString ChatController::presence() const {
    return availabilityWords(peerPresence().availability);
}

QString ChatController::line() const {
    const auto presence = peerPresence();
    if (presence.availability == messaging::Availability::Unknown) return address();
    const auto words = availabilityWords(presence.availability);
    return presence.text.empty()
               ? words
               : QStringLiteral("%1 \u00b7 %2").arg(words, toQt(presence.text).simplified());
}

void ChatController::open(const QString& address) {
    const auto peer = core::Address::parse(address.toStdString());
    if (peer && *peer != peer_) show(*peer);
}

void ChatController::close() {
    show({});
}

void ChatController::show(const core::Address& peer) {
    if (isOpen() && told_ == messaging::ChatState::Composing) tell(messaging::ChatState::Paused);
    pause_.stop();
    told_ = messaging::ChatState::Active;
    peer_ = peer;
    messages_.open(peer);
    setPeerTyping(false);
    Q_EMIT peerChanged();
    Q_EMIT presenceChanged();
    Q_EMIT draftChanged();
    if (seen_ && isOpen()) client_.markRead(peer_);
}

void ChatController::setDraft(const QString& text) {
    if (!isOpen() || text == draft()) return;
    drafts_[address()] = text;
    Q_EMIT draftChanged();
    if (text.isEmpty()) {
        pause_.stop();
        tell(messaging::ChatState::Active);
        return;
    }
    tell(messaging::ChatState::Composing);
    pause_ = clock_.after(typingPause, [this] { tell(messaging::ChatState::Paused); });
}

void ChatController::tell(messaging::ChatState state) {
    if (state == told_) return;
    told_ = state;
    client_.sendChatState(peer_, state);
}

void ChatController::setSeen(bool seen) {
    if (seen == seen_) return;
    seen_ = seen;
    if (seen_ && isOpen()) client_.markRead(peer_);
    Q_EMIT seenChanged();
}

void ChatController::setPeerTyping(bool typing) {
    if (typing == peerTyping_) return;
    peerTyping_ = typing;
    Q_EMIT peerTypingChanged();
}

void ChatController::send() {
    const auto text = draft().trimmed();
    if (!isOpen() || text.isEmpty()) return;
    pause_.stop();
    // The message itself says that the typing ended (XEP-0085 4.2).
    told_ = messaging::ChatState::Active;
    drafts_.remove(address());
    Q_EMIT draftChanged();
    messages_.send(text);
}

}  // namespace sidetone::desktop
