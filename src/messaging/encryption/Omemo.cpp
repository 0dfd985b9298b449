// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/encryption/Omemo.h"

#include <map>

#include "messaging/encryption/Opener.h"
#include "messaging/encryption/RoomKeys.h"
#include "messaging/encryption/Sealer.h"
#include "store/Store.h"
#include "xmpp/Extensions.h"
#include "xmpp/Session.h"

namespace sidetone::messaging {
namespace {

constexpr Scheme schemes[] = {Scheme::Omemo, Scheme::Legacy};

Protection protectionOf(const Outcome& outcome) {
    if (outcome.kind != Outcome::Kind::Encrypted) return Protection::None;
    return outcome.scheme == Scheme::Omemo ? Protection::Omemo : Protection::LegacyOmemo;
}

}  // namespace

struct Omemo::Live {
    Live(const EncryptionParts& parts, const store::EncryptionState& stored,
         std::function<void(const core::Address&)> roomChanged)
        : state(parts, stored),
          rooms(state.parts),
          roomKeys(state, rooms, std::move(roomChanged)),
          sealer(state, rooms),
          opener(state) {}
    EncryptionState state;
    RoomPeople rooms;
    RoomKeys roomKeys;
    Sealer sealer;
    Opener opener;
};

Omemo::Omemo(EncryptionParts parts) : parts_(std::move(parts)) {
    // Who does not encrypt asks nobody for keys.
    if (parts_.policy().isOn()) watchLists();
}
Omemo::~Omemo() = default;

void Omemo::watchLists() {
    for (const auto scheme : schemes) {
        parts_.extensions.watch(xmpp::deviceListNode(scheme), [this, scheme](
                                                                  const xmpp::PepEvent& event) {
            if (!live_ || !parts_.policy().isOn()) return;
            const auto owner = event.from.isEmpty() ? parts_.session.account().address : event.from;
            if (event.items.empty() && !event.isEmptied) return;
            const auto list = event.items.empty() ? core::XmlElement() : event.items.back().payload;
            live_->state.finder.takeList(owner, scheme, list);
            if (owner == live_->state.self()) live_->state.own.takeList(scheme);
        });
    }
}

core::Task<void> Omemo::restore() {
    core::Promise<void> promise;
    store::EncryptionKeys(parts_.store)
        .load()
        .then(owner_, [this, promise](const core::Result<store::EncryptionState>& stored) {
            // Without its keys this device would make new ones in place of those on the disk.
            if (!stored) return promise.settle(stored.error());
            live_ = std::make_unique<Live>(
                parts_, *stored, [this](const core::Address& room) { Q_EMIT lockChanged(room); });
            live_->state.devicesChanged = [this](const core::Address& owner) { tellAbout(owner); };
            promise.settle({});
        });
    return promise.task();
}

void Omemo::tellAbout(const core::Address& owner) {
    Q_EMIT devicesChanged(owner);
    Q_EMIT lockChanged(owner);
}

void Omemo::sessionStarted() {
    if (!live_) return;
    live_->state.finder.reset();
    live_->roomKeys.reset();
    if (parts_.policy().isOn()) {
        live_->state.own.announce();
    } else {
        live_->state.own.withdraw();
    }
}

void Omemo::policyChanged() {
    sessionStarted();
    Q_EMIT lockChanged({});
}

std::string Omemo::whyNot() const {
    if (!live_) return "The keys of this device could not be read, so that nothing is encrypted.";
    return parts_.policy().whyNot();
}

bool Omemo::isRoom(const core::Address& peer) const {
    return parts_.room && parts_.room(peer).has_value();
}

std::vector<core::Address> Omemo::peopleOf(const core::Address& peer) const {
    if (isRoom(peer)) return live_->rooms.known(peer);
    if (peer == live_->state.self()) return {};
    return {peer};
}

ConversationLock Omemo::lock(const core::Address& peer) const {
    ConversationLock lock;
    const auto policy = parts_.policy();
    if (!live_) {
        lock.sentence = whyNot();
        return lock;
    }
    if (isRoom(peer)) {
        const auto why = live_->rooms.whyNot(peer);
        if (policy.isOn() && !why.empty()) {
            lock.isRefused = !policy.allowsPlain;
            lock.sentence = why;
            return lock;
        }
        if (policy.isOn() && live_->state.wants(peer) && !live_->roomKeys.areKnown(peer)) {
            lock.canBeChanged = policy.allowsPlain;
            lock.sentence = "Who in this room can read encrypted messages is being looked up.";
            return lock;
        }
    }
    const auto recipients = live_->state.recipients(peopleOf(peer), policy);
    const auto who = recipients.without.isEmpty() ? peer : recipients.without;
    const auto name = isRoom(peer) && recipients.without.isEmpty()
                          ? std::string("the members of this room")
                          : parts_.nameOf(who);
    const auto outcome = decide(policy, recipients.keys, live_->state.wants(peer), name);
    lock.protection = protectionOf(outcome);
    lock.isRefused = outcome.kind == Outcome::Kind::Refused;
    lock.canBeChanged = policy.isOn() && policy.allowsPlain;
    lock.isVerified = outcome.kind == Outcome::Kind::Encrypted && recipients.areVerified;
    lock.hasNewDevices = policy.isOn() && recipients.hasWaiting;
    lock.sentence = outcome.sentence;
    if (lock.isVerified) lock.sentence += " All of their devices were compared.";
    const auto conflict = policy.conflict();
    if (!conflict.empty()) lock.sentence += " " + conflict;
    return lock;
}

void Omemo::setEncrypted(const core::Address& peer, bool isEncrypted) {
    if (!live_) return;
    live_->state.setWants(peer, isEncrypted);
    Q_EMIT lockChanged(peer);
}

core::Task<std::vector<EncryptionDevice>> Omemo::devices(const core::Address& peer) {
    using Devices = std::vector<EncryptionDevice>;
    if (!live_) {
        return core::Task<Devices>::ready(
            core::fail(core::ErrorCode::Storage, "Reading the keys of this device"));
    }
    core::Promise<Devices> promise;
    auto list = [this, promise](const std::vector<core::Address>& owners) {
        live_->state.finder.findLists(owners, [this, promise, owners](const core::Status& found) {
            if (!found && listOf(owners).empty()) return promise.settle(found.error());
            std::vector<DeviceAddress> unseen;
            for (const auto scheme : schemes) {
                for (const auto& owner : owners) {
                    for (const auto& device : live_->state.book.active(owner, scheme)) {
                        const bool isOwn = owner == live_->state.self() &&
                                           device.address.device == live_->state.keys.device();
                        if (device.identity.empty() && !isOwn) unseen.push_back(device.address);
                    }
                }
            }
            live_->state.finder.findSessions(unseen, [this, promise, owners](const core::Status&) {
                live_->state.save();
                promise.settle(listOf(owners));
            });
        });
    };
    if (!isRoom(peer)) {
        list({peer});
    } else {
        live_->rooms.people(peer).then(
            owner_, [promise, list](const core::Result<std::vector<core::Address>>& people) {
                if (!people) return promise.settle(people.error());
                list(*people);
            });
    }
    return promise.task();
}

std::vector<EncryptionDevice> Omemo::listOf(const std::vector<core::Address>& owners) const {
    const auto& state = live_->state;
    std::map<std::pair<core::Address, std::uint32_t>, EncryptionDevice> devices;
    for (const auto& owner : owners) {
        for (const auto& known : state.book.all(owner)) {
            const auto id = known.address.device;
            const bool isThisOne = owner == state.self() && id == state.keys.device();
            auto identity = known.identity;
            if (isThisOne) identity = state.keys.ownPublic().substr(1);
            const bool isNew = known.address.scheme == Scheme::Omemo;
            auto& device = devices[{owner, id}];
            const bool wasActive = device.id != 0 && device.isActive;
            // Both schemes' records are one device: the newer one names it, while it is listed.
            if (device.id == 0 || known.isActive) {
                device = {id,
                          owner,
                          isNew ? known.label : device.label,
                          fingerprintOf(identity),
                          isThisOne ? Trust::Verified : known.trust,
                          isThisOne,
                          known.isActive || wasActive,
                          isNew ? Protection::Omemo : Protection::LegacyOmemo};
            }
        }
    }
    std::vector<EncryptionDevice> list;
    for (auto& [key, device] : devices) list.push_back(std::move(device));
    return list;
}

void Omemo::setTrust(const core::Address& owner, std::uint32_t device, Trust trust) {
    if (!live_ || !live_->state.book.setTrust(owner, device, trust)) return;
    live_->state.save();
    tellAbout(owner);
}

std::string Omemo::ownLink() const {
    if (!live_ || live_->state.keys.device() == 0) return {};
    auto fingerprint = fingerprintOf(live_->state.keys.ownPublic().substr(1));
    std::erase(fingerprint, ' ');
    return "xmpp:" + live_->state.self().text() + "?omemo-sid-" +
           std::to_string(live_->state.keys.device()) + "=" + fingerprint;
}

core::Task<void> Omemo::removeOwnDevice(std::uint32_t device) {
    if (!live_) {
        return core::Task<void>::ready(
            core::fail(core::ErrorCode::Storage, "Reading the keys of this device"));
    }
    if (device == live_->state.keys.device()) {
        return core::Task<void>::ready(core::fail(
            core::ErrorCode::InvalidInput, "Taking a device out of the list", "it is this one"));
    }
    return live_->state.own.remove(device);
}

void Omemo::seal(const xmpp::ChatMessage& message, std::int64_t id, Sealed done) {
    if (!live_) return done(message.toStanza());
    live_->sealer.seal(message, id, std::move(done));
}

bool Omemo::concerns(const xmpp::ChatMessage& message) const {
    return live_ && live_->opener.concerns(message);
}

void Omemo::open(xmpp::ChatMessage message, store::Origin origin, Opening done) {
    live_->opener.open(std::move(message), origin, std::move(done));
}

void Omemo::commit(store::Companion with) {
    parts_.store
        .run<void>(
            [with = std::move(with)](store::Database& database) { return with(database, 0); })
        .then(owner_, [this](const core::Status& written) {
            if (!written) parts_.log.error("encryption", written.error().sentence());
        });
}

}  // namespace sidetone::messaging
