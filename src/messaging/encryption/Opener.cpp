// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/encryption/Opener.h"

#include "messaging/encryption/crypto.h"
#include "messaging/encryption/payload.h"
#include "xmpp/Session.h"
#include "xmpp/extensions/Encryption.h"
#include "xmpp/extensions/SceEnvelope.h"
#include "xmpp/namespaces.h"

namespace sidetone::messaging {
namespace {

using core::XmlElement;

/// A session answers after so many messages of one side (XEP-0384 0.8, 4.6).
constexpr std::uint32_t heartbeat = 53;

bool isEmptyElement(const XmlElement& element) {
    return element.is("encryption", xmpp::ns::encryptionHint) ||
           element.is("encrypted", xmpp::ns::omemo) ||
           element.is("encrypted", xmpp::ns::legacyOmemo);
}

/// The message again, with what was found out about it on its way here.
std::optional<xmpp::ChatMessage> readAgain(const XmlElement& stanza,
                                           const xmpp::ChatMessage& before, const xmpp::Jid& self) {
    auto message = xmpp::ChatMessage::read(stanza, self);
    if (!message) return {};
    message->carbon = before.carbon;
    message->archiveId = before.archiveId;
    message->sent = before.sent;
    message->sealed.reset();
    return message;
}

}  // namespace

struct Opener::Task {
    xmpp::ChatMessage message;
    store::Origin origin = store::Origin::Live;
    MessageGuard::Opening done;
    EncryptionPolicy policy;
    xmpp::OmemoMessage encrypted;
    DeviceAddress sender;
    core::Address peer;
    const xmpp::OmemoKey* key = nullptr;  ///< ours among those of `encrypted`
    std::string digest;
    std::string name;  ///< of whose program it was encrypted by, for a sentence

    [[nodiscard]] bool isRoom() const { return message.kind == xmpp::MessageKind::GroupChat; }
};

bool Opener::concerns(const xmpp::ChatMessage& message) const {
    if (message.kind == xmpp::MessageKind::Error) return false;
    if (message.sealed) return true;
    if (message.body.empty() || message.isFrom(state_.parts.session.jid())) return false;
    const auto policy = state_.parts.policy();
    return policy.isOn() && !policy.allowsPlain;
}

Opened Opener::unreadable(const Task& task, const std::string& why) const {
    Opened opened;
    opened.message = task.message;
    opened.message.sealed.reset();
    opened.message.body = why;
    opened.message.replaces.clear();
    opened.protection = store::Protection::Unreadable;
    return opened;
}

Opened Opener::notForThisDevice(const Task& task) {
    // Nobody could encrypt for this device before it stood in the server's list. What comes live
    // has no time, but is later than what the list says.
    const auto announced = state_.own.announcedAt(task.encrypted.scheme);
    const bool isOlder = !announced || (task.message.sent && *task.message.sent < *announced);
    if (!isOlder) {
        return unreadable(task, task.name + " did not encrypt this message for this device.");
    }
    auto opened = unreadable(task,
                             "Messages from before this device was set up cannot be read "
                             "here.");
    // One line for all of them.
    opened.kind = store::MessageKind::Event;
    const auto fact = "before/" + task.peer.text();
    if (!state_.keys.fact(fact).empty()) opened.verdict = Opened::Verdict::Drop;
    state_.keys.setFact(fact, "1");
    opened.with = [changes = state_.takeChanges()](store::Database& database, std::int64_t) {
        return store::writeChanges(database, changes);
    };
    return opened;
}

std::optional<Opened> Opener::answerWithoutKey(const Task& task) {
    const auto* element = task.message.sealed ? xmpp::encryptedIn(*task.message.sealed) : nullptr;
    if (!task.message.sealed) {
        auto opened = unreadable(task, task.name +
                                           " sent a message without encryption. Your organisation "
                                           "allows only encrypted ones; it was not taken.");
        opened.kind = store::MessageKind::Event;
        opened.protection = store::Protection::None;
        return opened;
    }
    if (!task.policy.isOn()) {
        return unreadable(
            task, "This message is encrypted and cannot be read here. " + task.policy.whyNot());
    }
    if (element == nullptr) {
        const auto method = xmpp::encryptionName(*task.message.sealed);
        return unreadable(task,
                          "This message is encrypted by a method that Sidetone does not have" +
                              (method.empty() ? "." : " (" + method + ")."));
    }
    if (task.encrypted.sender == 0)
        return unreadable(task, "This message is encrypted, and broken.");
    if (task.sender.owner.isEmpty()) {
        return unreadable(task, "This message is encrypted, and the room hides who wrote it.");
    }
    const bool isOwnEcho =
        task.sender.owner == state_.self() && task.encrypted.sender == state_.keys.device();
    if (isOwnEcho) {
        // The history knows it by its id, with its text.
        return unreadable(task, "Sent from this device; its text is not kept here any more.");
    }
    if (task.key != nullptr) return {};
    if (!task.encrypted.payload) {
        Opened nothing;
        nothing.message = task.message;
        nothing.verdict = Opened::Verdict::Drop;
        return nothing;
    }
    return notForThisDevice(task);
}

void Opener::open(xmpp::ChatMessage message, store::Origin origin, MessageGuard::Opening done) {
    const auto self = state_.parts.session.jid();
    auto task = std::make_shared<Task>();
    task->message = std::move(message);
    task->origin = origin;
    task->done = std::move(done);
    task->policy = state_.parts.policy();
    task->peer = task->message.peer(self);
    const auto* element = task->message.sealed ? xmpp::encryptedIn(*task->message.sealed) : nullptr;
    if (element != nullptr) {
        if (auto read = xmpp::OmemoMessage::read(*element)) task->encrypted = std::move(*read);
    }
    core::Address owner = task->message.from.address();
    if (task->isRoom()) {
        owner = state_.parts.occupant ? state_.parts.occupant(task->message.from) : core::Address();
        // Of who has left since, the room tells no more; the session proves who it was.
        if (owner.isEmpty())
            owner = state_.book.ownerOf(task->encrypted.scheme, task->encrypted.sender);
    }
    task->sender = {task->encrypted.scheme, owner, task->encrypted.sender};
    task->name = owner.isEmpty() ? "Somebody" : state_.parts.nameOf(owner);
    for (const auto& key : task->encrypted.keys) {
        const bool isOurs = key.owner.isEmpty() || key.owner == state_.self();
        if (isOurs && key.device == state_.keys.device()) task->key = &key;
    }
    if (auto answer = answerWithoutKey(*task)) return task->done(std::move(*answer));
    task->digest = crypto::sha256(task->sender.owner.text() + "/" + task->key->data +
                                  task->encrypted.payload.value_or(std::string()));
    openKey(task);
}

void Opener::openKey(const TaskPointer& task) {
    auto decrypted = state_.ratchet.decrypt(task->sender, task->key->data, task->key->isExchange);
    if (decrypted) return succeeded(task, *decrypted);
    // A copy of what was read before cannot be read again, and need not.
    state_.table.wasOpened(task->digest, task->message.archiveId)
        .then(owner_, [this, task, error = decrypted.error()](const core::Result<bool>& known) {
            if (!known || !*known) return failed(task, error);
            Opened copy;
            copy.message = task->message;
            copy.verdict = Opened::Verdict::Drop;
            task->done(std::move(copy));
        });
}

void Opener::failed(const TaskPointer& task, const core::Error& error) {
    state_.parts.log.warning("encryption", error.sentence());
    std::string why = "A message of " + task->name + " could not be decrypted: ";
    switch (error.code) {
        case core::ErrorCode::Busy:
            why += "its key was used before.";
            break;
        case core::ErrorCode::NotFound:
            why += "this device no longer has the keys for it. They are being renewed.";
            break;
        default:
            why += "it does not fit the keys of this device. They are being renewed.";
            break;
    }
    if (error.code != core::ErrorCode::Busy) repair(*task);
    auto opened = unreadable(*task, why);
    if (!task->encrypted.payload) opened.verdict = Opened::Verdict::Drop;
    opened.with = [digest = task->digest](store::Database& database, std::int64_t id) {
        return store::noteOpened(database, digest, id);
    };
    task->done(std::move(opened));
}

void Opener::repair(const Task& task) {
    if (!repaired_.insert(task.sender).second) return;
    state_.finder.repair(task.sender, [this, device = task.sender](const core::Status& done) {
        const auto* known = state_.book.find(device);
        if (!done || known == nullptr || !isTrusted(known->trust)) return;
        state_.sendEmpty(device);
    });
}

bool Opener::putText(Task& task, const std::string& text) {
    auto stanza = *task.message.sealed;
    std::erase_if(stanza.children, isEmptyElement);
    if (task.encrypted.scheme == Scheme::Omemo) {
        auto envelope = xmpp::SceEnvelope::read(text);
        if (!envelope) return false;
        const bool isHonest = envelope->from.bare() == xmpp::Jid(task.sender.owner);
        const bool isHere = !task.isRoom() || envelope->to.bare() == xmpp::Jid(task.peer);
        if (!isHonest || !isHere) return false;
        xmpp::putContent(stanza, std::move(envelope->content));
    } else {
        std::erase_if(stanza.children,
                      [](const XmlElement& child) { return child.is("body", xmpp::ns::client); });
        stanza.add(XmlElement("body", xmpp::ns::client).setText(text));
    }
    auto message = readAgain(stanza, task.message, state_.parts.session.jid());
    if (!message) return false;
    task.message = std::move(*message);
    return true;
}

void Opener::succeeded(const TaskPointer& task, const Ratchet::Decrypted& decrypted) {
    const auto identity = state_.keys.identity(task->sender);
    state_.finder.learn(task->sender, identity);
    if (decrypted.usedPreKey) state_.own.preKeyUsed();
    const auto* known = state_.book.find(task->sender);
    const bool mayAnswer = known != nullptr && isTrusted(known->trust);
    // The other side knows by an answer that its session works (and stops to send key exchanges).
    const bool needsAnswer = task->encrypted.scheme == Scheme::Omemo &&
                             (task->key->isExchange || decrypted.counter >= heartbeat);
    if (needsAnswer && mayAnswer && task->origin == store::Origin::Live && !task->isRoom()) {
        state_.sendEmpty(task->sender);
    }
    Opened opened;
    opened.protection = task->encrypted.scheme == Scheme::Omemo ? store::Protection::Omemo
                                                                : store::Protection::LegacyOmemo;
    opened.fingerprint = fingerprintOf(identity);
    if (!task->encrypted.payload) {
        opened.verdict = Opened::Verdict::Drop;
        opened.message = task->message;
    } else {
        const auto text = openPayload(task->encrypted.scheme, decrypted.plain,
                                      *task->encrypted.payload, task->encrypted.iv);
        if (text && putText(*task, *text)) {
            opened.message = task->message;
        } else {
            opened = unreadable(
                *task, "A message of " + task->name + " was changed on its way, and is not shown.");
        }
    }
    opened.with = [changes = state_.takeChanges(), digest = task->digest](
                      store::Database& database, std::int64_t id) -> core::Status {
        if (auto done = store::writeChanges(database, changes); !done) return done;
        return store::noteOpened(database, digest, id);
    };
    task->done(std::move(opened));
}

}  // namespace sidetone::messaging
