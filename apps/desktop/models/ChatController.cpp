// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ChatController.h"

#include "messaging/MessageControl.h"
#include "messaging/RoomControl.h"
#include "models/words.h"

namespace sidetone::desktop {
namespace {

/// After this long without a key the other side hears that we paused (XEP-0085 5.1).
constexpr core::Milliseconds typingPause{5000};
/// A draft is kept on disk when the fingers rest, not at each key.
constexpr core::Milliseconds draftPause{800};

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
    connect(&client_, &Client::chatChanged, this, &ChatController::connectRooms);
    connectRooms();
    connect(&client_, &Client::savedChatsChanged, this, &ChatController::connectSavedChats);
    connectSavedChats();
    connect(&client_, &Client::stateChanged, this, [this] {
        if (client_.state() != client::ClientState::Ready) close();
    });
}

QString ChatController::address() const {
    return isOpen() ? toQt(peer_.text()) : QString();
}

void ChatController::connectRooms() {
    auto* rooms = client_.rooms();
    if (rooms == nullptr) return;
    connect(rooms, &messaging::RoomControl::roomChanged, this, [this](const core::Address& room) {
        if (room == peer_) Q_EMIT presenceChanged();
    });
}

bool ChatController::isRoom() const {
    auto* rooms = client_.rooms();
    return rooms != nullptr && isOpen() && rooms->room(peer_).has_value();
}

QString ChatController::name() const {
    if (isRoom()) {
        const auto room = client_.rooms()->room(peer_);
        return room->name.empty() ? toQt(peer_.user()) : toQt(room->name).simplified();
    }
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
    return presenceWords(peerPresence());
}

QString ChatController::line() const {
    static const auto join = QStringLiteral("%1 \u00b7 %2");
    if (isRoom()) {
        const auto room = client_.rooms()->room(peer_);
        const auto people = room->occupants == 1 ? tr("one person here")
                                                 : tr("%1 people here").arg(room->occupants);
        return room->subject.empty() ? people : join.arg(people, toQt(room->subject).simplified());
    }
    const auto presence = peerPresence();
    if (presence.availability == messaging::Availability::Unknown) return address();
    auto words = presenceWords(presence);
    if (const auto idle = idleWords(presence, clock_.wallTime()); !idle.isEmpty()) {
        words += QStringLiteral(", ") + idle;
    }
    if (presence.isMobile) words += QStringLiteral(", ") + tr("on a phone");
    const auto own = toQt(presence.text).simplified();
    return own.isEmpty() || own.compare(presenceWords(presence), Qt::CaseInsensitive) == 0
               ? words
               : join.arg(words, own);
}

QString ChatController::notices() const {
    QStringList sentences;
    if (client_.chats() == nullptr || !isOpen()) return {};
    for (const auto& sentence : client_.chats()->notices(peer_)) sentences << toQt(sentence);
    return sentences.join(u' ');
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
    setComposing(Shown::Compose::Fresh, nullptr);
    keepDraft();
    told_ = messaging::ChatState::Active;
    peer_ = peer;
    owner_.cancelAll();
    messages_.open(peer);
    setPeerTyping(false);
    Q_EMIT peerChanged();
    Q_EMIT presenceChanged();
    Q_EMIT draftChanged();
    Q_EMIT subjectChanged();
    if (isOpen() && !drafts_.contains(address())) loadDraft();
    if (seen_ && isOpen()) client_.markRead(peer_);
    askSaved();
}

void ChatController::loadDraft() {
    if (client_.chats() == nullptr) return;
    client_.chats()->draft(peer_).then(owner_, [this](core::Result<std::string> text) {
        if (!text || text->empty() || !draft().isEmpty()) return;
        drafts_[address()] = toQt(*text);
        Q_EMIT draftChanged();
    });
}

void ChatController::keepDraft() {
    if (!keeping_.isSet()) return;
    keeping_.stop();
    if (isOpen() && client_.chats() != nullptr && composing_ != Shown::Compose::Edit) {
        client_.chats()->setDraft(peer_, draft().toStdString());
    }
}

void ChatController::setComposing(Shown::Compose composing, const messaging::Message* message) {
    const bool wasEdit = composing_ == Shown::Compose::Edit;
    composing_ = message == nullptr ? Shown::Compose::Fresh : composing;
    composed_ = message == nullptr ? 0 : message->id;
    answered_ = message == nullptr ? QString() : excerpt(*message);
    answeredAuthor_ = message == nullptr ? QString() : messages_.authorOf(*message);
    Q_EMIT composingChanged();
    const bool isEdit = composing_ == Shown::Compose::Edit;
    if (isEdit == wasEdit || !isOpen()) return;
    if (isEdit) put_ = draft();
    drafts_[address()] = isEdit ? toQt(message->body) : std::exchange(put_, {});
    Q_EMIT draftChanged();
}

void ChatController::reply(qint64 message) {
    const auto* answered = messages_.message(message);
    if (answered == nullptr) return;
    // What was said to us alone is not answered to the whole room.
    if (answered->kind == messaging::MessageKind::Private) return writeTo(toQt(answered->sender));
    setComposing(Shown::Compose::Reply, answered);
}

bool ChatController::edit(qint64 message) {
    const auto* edited = messages_.message(message);
    if (edited == nullptr || edited->direction != messaging::Direction::Out ||
        edited->kind != messaging::MessageKind::Text || client_.chats() == nullptr) {
        return false;
    }
    setComposing(Shown::Compose::Fresh, nullptr);
    setComposing(Shown::Compose::Edit, edited);
    return true;
}

bool ChatController::editLast() {
    const auto* last = messages_.lastOfOurs();
    return last != nullptr && edit(last->id);
}

void ChatController::writeTo(const QString& occupant) {
    setComposing(Shown::Compose::Fresh, nullptr);
    if (occupant.isEmpty() || !isRoom()) return;
    composing_ = Shown::Compose::Private;
    answeredAuthor_ = occupant;
    answered_ = tr("Nobody else in the room reads it.");
    Q_EMIT composingChanged();
}

void ChatController::composeFresh() {
    setComposing(Shown::Compose::Fresh, nullptr);
}

void ChatController::setDraft(const QString& text) {
    if (!isOpen() || text == draft()) return;
    drafts_[address()] = text;
    Q_EMIT draftChanged();
    keeping_ = clock_.after(draftPause, [this] { keepDraft(); });
    if (text.isEmpty()) {
        pause_.stop();
        tell(messaging::ChatState::Active);
        return;
    }
    tell(messaging::ChatState::Composing);
    pause_ = clock_.after(typingPause, [this] { tell(messaging::ChatState::Paused); });
}

void ChatController::prefill(const QString& subject, const QString& body) {
    if (!isOpen()) return;
    if (drafts_.contains(address()) || client_.chats() == nullptr) return put(subject, body);
    // What was typed in an earlier life of the program is not read yet.
    client_.chats()->draft(peer_).then(
        owner_, [this, subject, body](const core::Result<std::string>& text) {
            if (text && !text->empty() && draft().isEmpty()) {
                drafts_[address()] = toQt(*text);
                Q_EMIT draftChanged();
            }
            put(subject, body);
        });
}

void ChatController::put(const QString& subject, const QString& body) {
    if (!draft().trimmed().isEmpty() && draft() != body) {
        Q_EMIT failed(
            tr("You have not sent what you wrote here, so the link's text was left out."));
        return;
    }
    // Not by setDraft: nobody types.
    drafts_[address()] = body;
    subjects_[address()] = subject == body ? QString() : subject;
    Q_EMIT draftChanged();
    Q_EMIT subjectChanged();
}

void ChatController::dropSubject() {
    if (subjects_.remove(address()) > 0) Q_EMIT subjectChanged();
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
    const auto composed = composed_;
    const auto composing = composing_;
    const bool isPrivate = composing == Shown::Compose::Private;
    if (!isPrivate) setComposing(Shown::Compose::Fresh, nullptr);
    if (composing == Shown::Compose::Edit) {
        messages_.correct(composed, text);
        return;
    }
    drafts_[address()].clear();
    keepDraft();
    Q_EMIT draftChanged();
    messages_.send(text, composing == Shown::Compose::Reply ? composed : 0,
                   isPrivate ? answeredAuthor_ : QString(), subject());
    dropSubject();
}

}  // namespace sidetone::desktop
